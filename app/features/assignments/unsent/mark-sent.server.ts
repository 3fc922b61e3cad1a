import type { Actor, ShopContext } from "../../../core/ids";
import { type Result, success } from "../../../core/result";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";

/** Lists assignments under "Codes to send". Runs in the transaction that assigns them. */
export async function markUnsent(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  assignmentIds: readonly number[],
  now: Date,
): Promise<void> {
  if (assignmentIds.length === 0) return;
  await tx.query(
    "UPDATE assignment SET unsent_since = $3 WHERE shop_id = $1 AND id = ANY($2::bigint[])",
    [shop.id, assignmentIds, now],
  );
}

/**
 * Marks codes as sent, up to and including an assignment, so codes that were added after the merchant
 * opened the page stay listed. Resolves how many changed. Safe to repeat.
 */
export async function markSent(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { throughId, actor }: { throughId: number; actor: Actor },
): Promise<Result<{ count: number }, never>> {
  return database.transaction(async (tx) => {
    const sent = await tx.query(
      `UPDATE assignment SET unsent_since = NULL
        WHERE shop_id = $1 AND id <= $2 AND unsent_since IS NOT NULL RETURNING 1`,
      [shop.id, throughId],
    );
    const count = sent.length;
    if (count > 0) {
      const entry = { action: "codes.marked-sent", detail: { count } };
      await recordAudit(tx, shop, actor, clock.now(), entry);
    }
    return success({ count });
  });
}
