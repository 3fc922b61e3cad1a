import type { Transaction } from "../../database/database.server";
import { enqueue } from "../../database/enqueue.server";

/** Has the shop's dead codes removed from the platform once the transaction commits. */
export async function wakeRemoval(tx: Transaction, shopId: number): Promise<void> {
  const key = `remove-codes:${shopId}`;
  await enqueue(tx, "remove-codes", { shopId }, { key, queue: key });
}
