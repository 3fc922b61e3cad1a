import type { InvalidInput, Outdated } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, success } from "../../../core/result";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { setGenerator } from "../../pools/changing/change-generator.server";
import { changePool } from "../../pools/changing/change-pool.server";
import { lockStock, nextPositions, voidAvailable } from "../../pools/stock/stock.server";
import { clearSupplyFailure } from "../../pools/stock/supply-failure.server";
import { enqueueMarking } from "../link-pool.server";
import { checkPattern, type PatternGuessable } from "./buffer";
import { type DynamicSettings, rejectDiscount } from "./create-dynamic-pool.server";
import { readGenerator } from "./read-generator.server";
import { enqueueReplenishment } from "./replenish-pool.server";
import { enqueueVoiding } from "./void-superseded-codes.server";

export interface DynamicChange extends DynamicSettings {
  poolId: number;
  /** The version the caller saw; any other fails with `outdated`. */
  version: number;
  actor: Actor;
}

/**
 * Changes the discount, pattern and stock settings of a dynamic pool. A new pattern or setting
 * applies to codes generated from now on. A new discount voids the codes in stock right away; a job
 * removes them from the store and another generates new ones. Assigned codes keep their discount.
 * Fails when the version is outdated, the input is invalid or the pattern is too easy to guess.
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
      const generator = await readGenerator(tx, shop.id, poolId);
      if (!generator) return failure(notDynamic);
      const safe = checkPattern(pattern, buffer, {
        alive: generator.assigned,
        available: pool.discountId === discountId ? generator.available : 0,
      });
      if (!safe.ok) return safe;
      if (pool.discountId !== discountId) {
        const refused = await rejectDiscount(tx, shop, discountId, now);
        if (refused) return failure(refused);
        await clearSupplyFailure(tx, shop.id, [poolId], "uploading");
        // Assigned codes whose discount was deleted are uploaded again under the new one.
        await enqueueMarking(tx, shop.id, poolId);
        const count = await supersedePending(tx, shop.id, poolId, pool.discountId);
        const detail = { pool: pool.name, count };
        if (count > 0)
          await recordAudit(tx, shop, actor, now, { action: "codes.voided", poolId, detail });
      }
      const { target: bufferTarget, floor: bufferFloor } = buffer;
      const columns = { discountId, pattern, bufferTarget, bufferFloor, codeLimit };
      await setGenerator(tx, { shopId: shop.id, poolId }, columns);
      await enqueueReplenishment(tx, shop.id, poolId);
      return success({ action: "pool.supply-changed", detail: { name: pool.name } });
    },
  );
}

const notDynamic = {
  kind: "invalid_input",
  field: "poolId",
  message: "This pool doesn’t generate codes, or it’s archived.",
} as const;

/**
 * Voids the pool's stock by moving the claim cursor past it, in constant time for any number of
 * codes. A job updates the rows later. Resolves how many codes were voided.
 */
async function supersedePending(
  tx: Transaction,
  shopId: number,
  poolId: number,
  past: number | null,
): Promise<number> {
  await lockStock(tx, shopId, poolId);
  // Codes being generated right now already have lower positions, so they're voided too.
  const end = (await nextPositions(tx)) - 1;
  const count = await voidAvailable(tx, { shopId, poolId }, end);
  if (past !== null) {
    // Assigned codes still pending upload go up under the discount they were assigned with.
    await tx.query(
      `INSERT INTO pool_past_discount (shop_id, pool_id, through, discount_id) VALUES ($1, $2, $3, $4)`,
      [shopId, poolId, end, past],
    );
  }
  await enqueueVoiding(tx, shopId, poolId);
  return count;
}
