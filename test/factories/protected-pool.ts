import type { ShopContext } from "../../app/core/ids";
import type { TestServices } from "../setup/test-services";
import { insertCodes } from "./insert-codes";
import { insertPool, type StockedPool } from "./stocked-pool";

export interface ProtectedPool extends StockedPool {
  /** What its codes begin with: `PREFIX-1`, `PREFIX-2`. */
  prefix?: string;
  holderOnly?: boolean;
  personalExpiration?: boolean;
  checkoutPaused?: boolean;
}

/** Inserts a pool with codes whose holders are checked at checkout. Returns its ID. */
export async function insertProtectedPool(
  services: TestServices,
  shop: ShopContext,
  pool: ProtectedPool = {},
): Promise<number> {
  const { prefix, codes = 2, holderOnly = true, ...rest } = pool;
  const id = await insertPool(services, shop, { ...rest, codes: 0 });
  await insertCodes(services, shop.id, id, codes, prefix);
  await services.database.query(
    `UPDATE pool SET holder_only = $3, personal_expiration = $4, checkout_paused = $5
      WHERE shop_id = $1 AND id = $2`,
    [shop.id, id, holderOnly, pool.personalExpiration ?? false, pool.checkoutPaused ?? false],
  );
  return id;
}
