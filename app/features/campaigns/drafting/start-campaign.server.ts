import type { InvalidInput, PoolInactive, PoolNotFound } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import { dropUpload } from "../../../files/store/drop-uploads.server";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { enqueueRun } from "../campaign-jobs.server";
import { type CampaignNotFound, findCampaign } from "../find-campaign.server";
import { rejectClosedPool } from "../read-pool-chain.server";

/**
 * Starts a counted campaign and deletes its file; the recipients are stored, encrypted. Starting it
 * twice has no further effect. Fails while the list is being counted and if it has no valid recipient.
 */
export async function startCampaign(
  { database, clock }: Services,
  shop: ShopContext,
  { campaignId, actor }: { campaignId: number; actor: Actor },
): Promise<Result<null, CampaignNotFound | PoolNotFound | PoolInactive | InvalidInput>> {
  return database.transaction(async (tx) => {
    await tx.query("SELECT 1 FROM campaign WHERE shop_id = $1 AND id = $2 FOR UPDATE", [
      shop.id,
      campaignId,
    ]);
    const found = await findCampaign({ database: tx }, shop, campaignId);
    if (!found.ok) return found;
    const { state, failure: problem, poolId, name, total, invalid, people } = found.value;
    if (state !== "draft" && state !== "reading") return success(null);
    if (state === "reading")
      return refuse("Recipients are still being counted. Try again in a moment.");
    if (problem) return refuse(problem);
    if (total === invalid) return refuse("The list has no valid recipients.");
    const pool = await rejectClosedPool(tx, shop, poolId, clock.now());
    if (!pool.ok) return pool;
    const [started] = await tx.query<{ uploadId: string | null }>(
      `UPDATE campaign SET state = 'queued', created_by = $3, created_at = $4, upload_id = NULL
         FROM (SELECT upload_id AS file FROM campaign WHERE shop_id = $1 AND id = $2) AS before
        WHERE shop_id = $1 AND id = $2 RETURNING before.file AS "uploadId"`,
      [shop.id, campaignId, actor.name, clock.now()],
    );
    await dropUpload(tx, shop, started?.uploadId ?? null);
    await enqueueRun(tx, shop, campaignId);
    const recipients = people ?? total - invalid;
    const detail = { campaignId, campaign: name, pool: pool.value.poolName, total: recipients };
    const entry = { action: "campaign.started", poolId, detail };
    await recordAudit(tx, shop, actor, clock.now(), entry);
    return success(null);
  });
}

function refuse(message: string): Result<never, InvalidInput> {
  return failure({ kind: "invalid_input", field: "list", message });
}
