import type { InvalidInput, Outdated } from "../../core/failures";
import type { Actor, ShopContext } from "../../core/ids";
import { failure, success } from "../../core/result";
import type { Transaction } from "../../database/database.server";
import { enqueue } from "../../database/enqueue.server";
import type { Services } from "../../services.server";
import { changePool } from "../pools/changing/change-pool.server";
import { lockStock } from "../pools/stock/stock.server";
import { rejectDiscount } from "./replenishment/create-dynamic-pool.server";
import { clearSupplyFailure } from "./supply-failure.server";

export interface DiscountLink {
  poolId: number;
  /** The version that the caller saw; another one is refused as outdated. */
  version: number;
  /** Id of our copy of the discount. */
  discountId: number;
  actor: Actor;
}

/**
 * Ties a pool whose codes the merchant brings to a discount: its codes that may still be used are
 * uploaded under it, and those that come later, too. For good: codes cannot move to another discount,
 * but for one that the platform no longer has.
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
      if (pool.type === "dynamic") return failure(reject("This pool makes its own codes."));
      if (pool.discountId !== null && !(await isGone(tx, shop.id, pool.discountId))) {
        return failure(
          reject("The codes of this pool are in the shop under another discount already."),
        );
      }
      const refused = await rejectDiscount(tx, shop, discountId, now);
      if (refused) return failure(refused);
      // Whoever brings codes looks at the pool behind its line.
      await lockStock(tx, shop.id, poolId);
      await tx.query("UPDATE pool SET discount_id = $3 WHERE shop_id = $1 AND id = $2", [
        shop.id,
        poolId,
        discountId,
      ]);
      await tx.query(
        "INSERT INTO pool_supply (shop_id, pool_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        [shop.id, poolId],
      );
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
    "SELECT 1 FROM discount WHERE shop_id = $1 AND id = $2 AND status = 'deleted'",
    [shopId, discountId],
  );
  return gone !== undefined;
}

/** Has a job mark the pool's codes for their upload once the transaction commits. */
export async function enqueueMarking(
  tx: Transaction,
  shopId: number,
  poolId: number,
): Promise<void> {
  const key = `mark-for-upload:${shopId}:${poolId}`;
  await enqueue(tx, "mark-for-upload", { shopId, poolId }, { key, queue: key });
}
