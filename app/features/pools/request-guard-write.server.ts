import type { Sql } from "../../database/database.server";
import { enqueue } from "../../database/enqueue.server";

/**
 * Enqueues a rewrite of what the guard knows at checkout. Call it in the transaction of any change
 * that the guard has to follow: of a pool's protection, of a guarded pool's codes, or of who is
 * blocked. Pending requests of a shop are merged.
 */
export async function requestGuardWrite(sql: Sql, shopId: number): Promise<void> {
  const key = `write-guard:${shopId}`;
  await enqueue(sql, "write-guard", { shopId }, { key, queue: key });
}
