import type { Services } from "../../app/services.server";

/**
 * Inserts `count` available codes (`PREFIX-1`, `PREFIX-2`, …) and updates the pool's totals. For tests
 * that aren't about adding codes.
 */
export async function insertCodes(
  { database, clock }: Services,
  shopId: number,
  poolId: number,
  count: number,
  prefix = `C${poolId}`,
): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query("SELECT 1 FROM pool_stock WHERE shop_id = $1 AND pool_id = $2 FOR UPDATE", [
      shopId,
      poolId,
    ]);
    await tx.query(
      `INSERT INTO code (shop_id, pool_id, position, stored_state, created_at, code, code_key)
       SELECT $1, $2, base + n, 'available', $4, $5 || '-' || n, lower($5 || '-' || n)
         FROM (SELECT nextval('code_position_seq') * 1048576 AS base) chunk,
              generate_series(1, $3::int) AS n`,
      [shopId, poolId, count, clock.now(), prefix],
    );
    await tx.query(
      "UPDATE pool_stock SET available = available + $3 WHERE shop_id = $1 AND pool_id = $2",
      [shopId, poolId, count],
    );
  });
}
