import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { setInStore } from "../../codes/publishing/change-publish-status.server";
import { lockStock } from "../../pools/stock/stock.server";
import type { StoreCheck } from "./store-check";

export interface LookUp {
  codes: readonly { id: number; works: boolean }[];
  check: Omit<StoreCheck, "discountTitle" | "checkedAt">;
}

/** Saves the result of looking up a pool's codes, for each code and for the pool. */
export async function recordLookUp(
  { database, clock }: Pick<Services, "database" | "clock">,
  shopId: number,
  poolId: number,
  { codes, check }: LookUp,
): Promise<void> {
  await database.transaction(async (tx) => {
    await writeInStore(tx, shopId, poolId, codes);
    await writeStoreCheck(tx, shopId, poolId, check, clock.now());
  });
}

/**
 * Saves whether the store accepts codes of a pool (null: unknown). Takes the pool's lock: see
 * `lockStock`.
 */
export async function writeInStore(
  tx: Transaction,
  shopId: number,
  poolId: number,
  codes: readonly { id: number; works: boolean | null }[],
): Promise<void> {
  if (codes.length === 0) return;
  await lockStock(tx, shopId, poolId);
  await setInStore(tx, shopId, poolId, codes);
}

/** Saves the result of a check. No-op if the pool was linked to a discount meanwhile. */
export async function writeStoreCheck(
  tx: Transaction,
  shopId: number,
  poolId: number,
  { lookedUp, working, ended, everyCode, discountId }: LookUp["check"],
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO store_check (shop_id, pool_id, looked_up, working, ended, every_code, discount_id, checked_at)
     SELECT shop_id, id, $3, $4, $5, $6, $7::int, $8 FROM readable.pool
      WHERE shop_id = $1 AND id = $2 AND discount_id IS NULL
     ON CONFLICT (shop_id, pool_id) DO UPDATE SET looked_up = excluded.looked_up, working = excluded.working,
       ended = excluded.ended, every_code = excluded.every_code, discount_id = excluded.discount_id,
       checked_at = excluded.checked_at`,
    [shopId, poolId, lookedUp, working, ended, everyCode, discountId, now],
  );
}
