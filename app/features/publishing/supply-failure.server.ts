import type { Sql } from "../../database/database.server";

/** What of a pool's supply does not go on. */
export type Failing = "making" | "uploading";

/** Writes down, in words for the merchant, why a pool's codes are not made or uploaded; alerts follow. */
export async function recordSupplyFailure(
  sql: Sql,
  shopId: number,
  poolIds: readonly number[],
  failing: Failing,
  text: string,
  now: Date,
): Promise<void> {
  await sql.query(
    `UPDATE pool_supply SET failure = $4, failing = $3,
       failed_at = CASE WHEN failing = $3 THEN failed_at ELSE $5 END
     WHERE shop_id = $1 AND pool_id = ANY($2::int[]) AND failure IS DISTINCT FROM $4`,
    [shopId, poolIds, failing, text, now],
  );
}

/** It goes on again. */
export async function clearSupplyFailure(
  sql: Sql,
  shopId: number,
  poolIds: readonly number[],
  failing: Failing,
): Promise<void> {
  await sql.query(
    `UPDATE pool_supply SET failure = NULL, failing = NULL, failed_at = NULL
      WHERE shop_id = $1 AND pool_id = ANY($2::int[]) AND failing = $3`,
    [shopId, poolIds, failing],
  );
}
