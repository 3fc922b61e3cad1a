import type { InvalidInput, Outdated } from "../../core/failures";
import type { Actor, ShopContext } from "../../core/ids";
import { failure, success } from "../../core/result";
import type { Transaction } from "../../database/database.server";
import { enqueue } from "../../database/enqueue.server";
import type { Services } from "../../services.server";
import { setDiscount } from "../pools/changing/change-generator.server";
import { changePool } from "../pools/changing/change-pool.server";
import { lockStock } from "../pools/stock/stock.server";
import { clearSupplyFailure } from "../pools/stock/supply-failure.server";
import { rejectDiscount } from "./replenishment/create-dynamic-pool.server";

export interface DiscountLink {
  poolId: number;
  /** The version the caller saw; any other fails with `outdated`. */
  version: number;
  /** ID of our cached discount. */
  discountId: number;
  actor: Actor;
}

/**
 * Links a pool of uploaded codes to a discount. Its unredeemed codes, and codes added later, are
 * published under that discount. The link is permanent, because the platform can't move codes
 * between discounts. Only a discount that was deleted on the platform can be replaced.
 */
export async function linkPool(
  services: Services,
  shop: ShopContext,
  { poolId, version, discountId, actor }: DiscountLink,
) {
  return changePool<InvalidInput | Outdated>(
    services,
    shop,
    { poolId, actor },
    async (tx, pool, now) => {
      if (pool.version !== version) return failure({ kind: "outdated" });
      if (pool.discountId === discountId) return success(null);
      if (pool.type === "dynamic") return failure(reject("This pool generates its own codes."));
      if (pool.discountId !== null && !(await isGone(tx, shop.id, pool.discountId))) {
        return failure(
          reject("This pool’s codes are already in your store under another discount."),
        );
      }
      const refused = await rejectDiscount(tx, shop, discountId, now);
      if (refused) return failure(refused);
      // Imports check the pool's discount while they hold this lock.
      await lockStock(tx, shop.id, poolId);
      await setDiscount(tx, { shopId: shop.id, poolId }, discountId);
      await clearSupplyFailure(tx, shop.id, [poolId], "uploading");
      await enqueueMarking(tx, shop.id, poolId);
      return success({ action: "pool.tied", detail: { name: pool.name } });
    },
  );
}

function reject(message: string): InvalidInput {
  return { kind: "invalid_input", field: "discountId", message };
}

async function isGone(tx: Transaction, shopId: number, discountId: number): Promise<boolean> {
  const [gone] = await tx.query(
    "SELECT 1 FROM readable.discount WHERE shop_id = $1 AND id = $2 AND status = 'deleted'",
    [shopId, discountId],
  );
  return gone !== undefined;
}

/** Enqueues the job that marks the pool's codes for upload. Runs after commit. */
export async function enqueueMarking(
  tx: Transaction,
  shopId: number,
  poolId: number,
): Promise<void> {
  const key = `mark-for-upload:${shopId}:${poolId}`;
  await enqueue(tx, "mark-for-upload", { shopId, poolId }, { key, queue: key });
}
