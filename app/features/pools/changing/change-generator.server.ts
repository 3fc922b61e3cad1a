import type { Transaction } from "../../../database/database.server";
import type { PoolKey } from "../stock/stock.server";

/** How a dynamic pool generates codes, as it is stored. */
export interface GeneratorColumns {
  discountId: number;
  /** What `patternSchema` of publishing parses. */
  pattern: object;
  bufferTarget: number;
  bufferFloor: number;
  codeLimit: number | null;
}

/** Sets how a dynamic pool generates codes. The caller holds the pool by `changePool`. */
export async function setGenerator(
  tx: Transaction,
  { shopId, poolId }: PoolKey,
  { discountId, pattern, bufferTarget, bufferFloor, codeLimit }: GeneratorColumns,
): Promise<void> {
  await tx.query(
    `UPDATE pool SET discount_id = $3, pattern = $4, target_stock = $5, reorder_point = $6,
            code_limit = $7
      WHERE shop_id = $1 AND id = $2`,
    [shopId, poolId, discountId, JSON.stringify(pattern), bufferTarget, bufferFloor, codeLimit],
  );
}

/** Sets the pattern alone. The caller holds the pool by `changePool`. */
export async function setPattern(
  tx: Transaction,
  { shopId, poolId }: PoolKey,
  pattern: object,
): Promise<void> {
  await tx.query("UPDATE pool SET pattern = $3 WHERE shop_id = $1 AND id = $2", [
    shopId,
    poolId,
    JSON.stringify(pattern),
  ]);
}

/** Links a pool to a discount, and gives it supply figures. The caller holds the pool by `changePool`. */
export async function setDiscount(
  tx: Transaction,
  { shopId, poolId }: PoolKey,
  discountId: number,
): Promise<void> {
  await tx.query("UPDATE pool SET discount_id = $3 WHERE shop_id = $1 AND id = $2", [
    shopId,
    poolId,
    discountId,
  ]);
  await tx.query(
    "INSERT INTO pool_supply (shop_id, pool_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    [shopId, poolId],
  );
}
