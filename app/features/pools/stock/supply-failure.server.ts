import type { Sql } from "../../../database/database.server";

/** The part of a pool's supply that stopped: generating or uploading codes. */
export type FailedStep = "generating" | "uploading";

/** Records, for the merchant, why a pool's codes aren't generated or uploaded. Alerts read it. */
export async function recordSupplyFailure(
  sql: Sql,
  shopId: number,
  poolIds: readonly number[],
  failing: FailedStep,
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

/** Clears a failure once generating or uploading works again. */
export async function clearSupplyFailure(
  sql: Sql,
  shopId: number,
  poolIds: readonly number[],
  failing: FailedStep,
): Promise<void> {
  await sql.query(
    `UPDATE pool_supply SET failure = NULL, failing = NULL, failed_at = NULL
      WHERE shop_id = $1 AND pool_id = ANY($2::int[]) AND failing = $3`,
    [shopId, poolIds, failing],
  );
}
