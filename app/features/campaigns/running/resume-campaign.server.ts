import type { PoolInactive, PoolNotFound } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { canResume, isBusy } from "../campaign";
import { enqueueRun } from "../campaign-jobs.server";
import { type CampaignNotFound, findCampaign } from "../find-campaign.server";
import { rejectClosedPool } from "../read-pool-chain.server";

/** Every recipient has a final result. */
export type NothingToResume = { kind: "nothing_left" };

/**
 * Resumes a campaign that was stopped, or whose pool ran out of codes. Recipients with a code keep it.
 * Does nothing if it is already running. Fails if no recipient is left.
 */
export async function resumeCampaign(
  { database, clock }: Services,
  shop: ShopContext,
  { campaignId, actor }: { campaignId: number; actor: Actor },
): Promise<Result<null, CampaignNotFound | NothingToResume | PoolNotFound | PoolInactive>> {
  return database.transaction(async (tx) => {
    await tx.query("SELECT 1 FROM campaign WHERE shop_id = $1 AND id = $2 FOR UPDATE", [
      shop.id,
      campaignId,
    ]);
    const found = await findCampaign({ database: tx }, shop, campaignId);
    if (!found.ok) return found;
    const campaign = found.value;
    if (isBusy(campaign.state)) return success(null);
    if (!canResume(campaign)) return failure({ kind: "nothing_left" });
    const { poolId, name, total, done, retriable } = campaign;
    const pool = await rejectClosedPool(tx, shop, poolId, clock.now());
    if (!pool.ok) return pool;
    await tx.query(
      `UPDATE campaign SET state = 'queued', failure = NULL, finished_at = NULL, codes = NULL,
              retry = retriable > 0
        WHERE shop_id = $1 AND id = $2`,
      [shop.id, campaignId],
    );
    await enqueueRun(tx, shop, campaignId);
    const detail = {
      campaignId,
      campaign: name,
      pool: pool.value.poolName,
      left: total - done + retriable,
    };
    const entry = { action: "campaign.resumed", poolId, detail };
    await recordAudit(tx, shop, actor, clock.now(), entry);
    return success(null);
  });
}
