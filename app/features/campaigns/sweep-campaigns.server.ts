import { isOver } from "../../core/standstill";
import { hasJob } from "../../database/has-job";
import type { Services } from "../../services.server";
import type { CampaignState } from "./campaign";
import { enqueueCounting, enqueueRun } from "./campaign-jobs.server";
import { countingFailed } from "./drafting/count-recipients.server";
import { rejectList } from "./drafting/finish-counting.server";
import { finishCampaign } from "./running/finish-campaign.server";
import { runFailed } from "./running/run-campaign.server";

interface LostCampaign {
  shopId: number;
  id: number;
  state: CampaignState;
  version: number;
  lastProgressAt: Date | null;
}

/**
 * Finds campaigns that have lost their job because its worker was killed too often, in all shops.
 * Recent progress: enqueues them again. Otherwise fails them with a reason.
 */
export async function sweepCampaigns(services: Services): Promise<void> {
  const lost = await services.database.query<LostCampaign>(
    `SELECT shop_id AS "shopId", id, state, version, last_progress_at AS "lastProgressAt" FROM campaign
      WHERE state = 'reading' AND NOT ${hasJob("format('count-campaign-recipients:%s:%s', campaign.shop_id, campaign.id)")}
         OR state IN ('queued', 'running')
              AND NOT ${hasJob("format('run-campaign:%s:%s', campaign.shop_id, campaign.id)")}`,
  );
  for (const campaign of lost) await tend(services, campaign);
}

async function tend(services: Services, campaign: LostCampaign): Promise<void> {
  const shop = { id: campaign.shopId };
  const over = isOver(undefined, campaign.lastProgressAt, services.clock.now());
  if (campaign.state === "reading") {
    if (over) await rejectList(services, shop, campaign, countingFailed);
    else await enqueueCounting(services.database, shop, campaign.id);
  } else if (over) {
    await finishCampaign(services, shop, campaign.id, { state: "failed", failure: runFailed });
  } else await enqueueRun(services.database, shop, campaign.id);
}
