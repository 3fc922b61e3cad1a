import type { Sql, Transaction } from "../../../database/database.server";
import type { PoolKey } from "../../pools/stock/stock.server";
import type { Pattern } from "../generator/pattern";
import { sealLength } from "./seal";

/** What the guard recognizes a pool's sealed codes by. */
export interface StoredSealFormat {
  poolId: number;
  prefix: string;
  suffix: string;
  randomLength: number;
}

/** Records that the pool seals codes of this pattern from now on. */
export async function addSealFormat(
  tx: Transaction,
  { shopId, poolId }: PoolKey,
  { prefix, suffix, length }: Pattern,
): Promise<void> {
  await tx.query(
    `INSERT INTO seal_format (shop_id, pool_id, prefix, suffix, random_length)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [shopId, poolId, prefix, suffix, length - sealLength],
  );
}

/**
 * Every format in which pools of the shop seal or once sealed codes: after a change of the pattern,
 * codes of the earlier one are still checked.
 */
export async function readSealFormats(sql: Sql, shopId: number): Promise<StoredSealFormat[]> {
  return sql.query<StoredSealFormat>(
    `SELECT pool_id AS "poolId", prefix, suffix, random_length AS "randomLength" FROM seal_format
      WHERE shop_id = $1 ORDER BY pool_id, prefix, suffix, random_length`,
    [shopId],
  );
}
