import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";

/** Notes that recipients have codes that nobody has sent them yet, in the transaction that assigns those. */
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
