import type { Actor, ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";

export type CampaignEnd =
  | { state: "done" }
  /** `failure`: a sentence for the merchant. */
  | { state: "failed"; failure: string }
  | { state: "stopped"; by: Actor };

const actions = {
  done: "campaign.finished",
  failed: "campaign.failed",
  stopped: "campaign.stopped",
};

interface EndedCampaign {
  poolId: number;
  pool: string;
  campaign: string;
  assigned: number;
  refused: number;
  createdBy: string;
}

/**
 * Ends a queued or running campaign and records it in the audit. Resolves false if it is neither.
 */
export async function finishCampaign(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  campaignId: number,
  end: CampaignEnd,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const now = clock.now();
    const [ended] = await tx.query<EndedCampaign>(
      `UPDATE campaign SET state = $3, finished_at = $4, failure = $5, codes = (
           SELECT count(DISTINCT assignment_id) FROM campaign_recipient AS member
            WHERE member.shop_id = $1 AND member.campaign_id = $2)
         FROM readable.pool
        WHERE campaign.shop_id = $1 AND campaign.id = $2 AND campaign.state IN ('queued', 'running')
          AND pool.shop_id = $1 AND pool.id = campaign.pool_id
       RETURNING campaign.id AS "campaignId", campaign.pool_id AS "poolId", pool.name AS pool,
                 campaign.name AS campaign, campaign.codes, campaign.assigned, campaign.refused, campaign.created_by AS "createdBy"`,
      [shop.id, campaignId, end.state, now, end.state === "failed" ? end.failure : null],
    );
    if (!ended) return false;
    const { poolId, createdBy, ...detail } = ended;
    const actor = end.state === "stopped" ? end.by : { name: createdBy };
    await recordAudit(tx, shop, actor, now, { action: actions[end.state], poolId, detail });
    return true;
  });
}
