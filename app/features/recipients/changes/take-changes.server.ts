import type { Sql } from "../../../database/database.server";

/** A mark: this recipient's codes at checkout may have changed. */
export interface CustomerChange {
  id: number;
  recipientId: number;
}

/** The shop's next marks, oldest first. */
export function nextChanges(sql: Sql, shopId: number, limit: number): Promise<CustomerChange[]> {
  return sql.query<CustomerChange>(
    `SELECT id, recipient_id AS "recipientId" FROM customer_change
      WHERE shop_id = $1 ORDER BY id LIMIT $2`,
    [shopId, limit],
  );
}

/**
 * Removes marks whose effect is written. What changed after they were read has marks of its own.
 * Idempotent.
 */
export async function dropChanges(sql: Sql, shopId: number, ids: readonly number[]): Promise<void> {
  await sql.query("DELETE FROM customer_change WHERE shop_id = $1 AND id = ANY($2::bigint[])", [
    shopId,
    ids,
  ]);
}
