import type { InvalidInput, Outdated } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, success } from "../../../core/result";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { changePool } from "../../pools/changing/change-pool.server";
import { lockStock, nextPositions } from "../../pools/stock/stock.server";
import { enqueueMarking } from "../link-pool.server";
import { clearSupplyFailure } from "../supply-failure.server";
import { checkPattern, type PatternGuessable } from "./buffer";
import { type DynamicSettings, rejectDiscount } from "./create-dynamic-pool.server";
import { readGenerator } from "./read-generator.server";
import { enqueueReplenishment } from "./replenish-pool.server";
import { enqueueVoiding } from "./void-superseded-codes.server";

export interface DynamicChange extends DynamicSettings {
  poolId: number;
  /** The version that the caller saw; another one is refused as outdated. */
  version: number;
  actor: Actor;
}

/**
 * Changes what a dynamic pool's codes are worth, how they look and how many are kept ready. Codes that
 * wait look as they were made until they are used up. With another discount they would be worth
 * something else than the pool says: those that nobody has are void at once, a job takes them out of
 * the shop, and fresh ones are made; whoever has a code keeps it.
 */
export async function changeDynamicPool(
  services: Services,
  shop: ShopContext,
  { poolId, version, actor, discountId, pattern, buffer, codeLimit = null }: DynamicChange,
) {
  return changePool<InvalidInput | Outdated | PatternGuessable>(
    services,
    shop,
    { poolId, actor },
    async (tx, pool, now) => {
      if (pool.version !== version) return failure({ kind: "outdated" });
      const maker = await readGenerator(tx, shop.id, poolId);
      if (!maker) return failure(notDynamic);
      const safe = checkPattern(pattern, buffer, {
        alive: maker.assigned,
        available: pool.discountId === discountId ? maker.available : 0,
      });
      if (!safe.ok) return safe;
      if (pool.discountId !== discountId) {
        const refused = await rejectDiscount(tx, shop, discountId, now);
        if (refused) return failure(refused);
        await clearSupplyFailure(tx, shop.id, [poolId], "uploading");
        // Codes of recipients that went with a discount which is gone come under the new one.
        await enqueueMarking(tx, shop.id, poolId);
        const count = await supersedePending(tx, shop.id, poolId, pool.discountId);
        const detail = { pool: pool.name, count };
        if (count > 0)
          await recordAudit(tx, shop, actor, now, { action: "codes.voided", poolId, detail });
      }
      await tx.query(
        `UPDATE pool SET discount_id = $3, pattern = $4, target_stock = $5, reorder_point = $6,
                code_limit = $7
          WHERE shop_id = $1 AND id = $2`,
        [
          shop.id,
          poolId,
          discountId,
          JSON.stringify(pattern),
          buffer.target,
          buffer.floor,
          codeLimit,
        ],
      );
      await enqueueReplenishment(tx, shop.id, poolId);
      return success({ action: "pool.supply-changed", detail: { name: pool.name } });
    },
  );
}

const notDynamic = {
  kind: "invalid_input",
  field: "poolId",
  message: "This pool does not make its own codes, or is archived. Restore it first.",
} as const;

/**
 * Makes void what stands in the line, by moving the line's beginning past it: a million codes take no
 * longer than one. A job writes it to their rows. Resolves how many.
 */
async function supersedePending(
  tx: Transaction,
  shopId: number,
  poolId: number,
  past: number | null,
): Promise<number> {
  await lockStock(tx, shopId, poolId);
  // Whoever makes codes in this moment has positions from before.
  const end = (await nextPositions(tx)) - 1;
  const [was] = await tx.query<{ count: number }>(
    `UPDATE pool_stock SET available = 0, voided = pool_stock.voided + was.available,
            void_through = $3, claim_cursor = $3
       FROM pool_stock AS was
      WHERE pool_stock.shop_id = $1 AND pool_stock.pool_id = $2 AND was.shop_id = $1 AND was.pool_id = $2
     RETURNING was.available AS count`,
    [shopId, poolId, end],
  );
  if (past !== null) {
    // Codes that recipients hold and that are not uploaded yet go up under the discount they were given with.
    await tx.query(
      `INSERT INTO pool_past_discount (shop_id, pool_id, through, discount_id) VALUES ($1, $2, $3, $4)`,
      [shopId, poolId, end, past],
    );
  }
  await enqueueVoiding(tx, shopId, poolId);
  return was?.count ?? 0;
}
