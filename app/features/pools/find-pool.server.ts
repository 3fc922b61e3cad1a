import type { PoolNotFound } from "../../core/failures";
import type { ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import type { Sql } from "../../database/database.server";
import type { Pool, Stock } from "./pool";

/** SELECT list for a `Pool` from `pool`. */
export const poolColumns = `pool.id, pool.name, pool.handle, pool.type, pool.active,
  pool.resend_policy AS "resendPolicy", pool.resend_days AS "resendDays",
  pool.cancel_policy AS "cancelPolicy", pool.fallback_pool_id AS "fallbackPoolId", pool.low_stock_threshold AS "lowStockThreshold",
  pool.default_assign_by AS "defaultAssignBy", pool.default_use_by AS "defaultUseBy",
  pool.default_use_within_days AS "defaultUseWithinDays", pool.discount_id AS "discountId",
  pool.target_stock AS "bufferTarget", pool.reorder_point AS "bufferFloor", pool.code_limit AS "codeLimit",
  pool.restock_released AS "restockReleased", pool.holder_only AS "holderOnly",
  pool.personal_expiration AS "personalExpiration", pool.checkout_paused AS "checkoutPaused",
  pool.version,
  pool.archived_at AS "archivedAt"`;

/** SELECT list for a `Stock` from `pool_stock`. */
export const stockColumns = `pool_stock.available, pool_stock.assigned, pool_stock.redeemed,
  pool_stock.expired, pool_stock.voided,
  pool_stock.available + pool_stock.assigned + pool_stock.redeemed + pool_stock.expired
    + pool_stock.voided AS total, pool_stock.recipients, pool_stock.uses`;

/** Finds a pool with its stock, by ID (number) or handle (string). Deleted pools aren't found. */
export async function findPool(
  { database }: { database: Sql },
  shop: Pick<ShopContext, "id">,
  idOrHandle: number | string,
): Promise<Result<Pool & Stock, PoolNotFound>> {
  const column = typeof idOrHandle === "number" ? "id" : "handle";
  const [pool] = await database.query<Pool & Stock>(
    `SELECT ${poolColumns}, ${stockColumns}
       FROM pool JOIN pool_stock ON pool_stock.shop_id = pool.shop_id AND pool_stock.pool_id = pool.id
      WHERE pool.shop_id = $1 AND pool.${column} = $2 AND pool.deleted_at IS NULL`,
    [shop.id, idOrHandle],
  );
  return pool ? success(pool) : failure({ kind: "pool_not_found" });
}
