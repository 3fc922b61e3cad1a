import type { Transaction } from "../../../database/database.server";
import type { PoolKey } from "../stock/stock.server";

/** Who may use the codes of a pool at checkout, and until when. */
export interface Protection {
  holderOnly: boolean;
  personalExpiration: boolean;
}

/** Sets how the guard protects a pool's codes. The caller holds the pool by `changePool`. */
export async function setProtectionColumns(
  tx: Transaction,
  { shopId, poolId }: PoolKey,
  { holderOnly, personalExpiration }: Protection,
): Promise<void> {
  await tx.query(
    "UPDATE pool SET holder_only = $3, personal_expiration = $4 WHERE shop_id = $1 AND id = $2",
    [shopId, poolId, holderOnly, personalExpiration],
  );
}
