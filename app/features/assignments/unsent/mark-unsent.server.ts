import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";

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
