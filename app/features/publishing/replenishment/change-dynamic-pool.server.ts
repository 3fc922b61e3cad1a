import type { InvalidInput, Outdated } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, success } from "../../../core/result";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { setGenerator } from "../../pools/changing/change-generator.server";
import { changePool } from "../../pools/changing/change-pool.server";
import { clearSupplyFailure } from "../../pools/stock/supply-failure.server";
import { enqueueMarking } from "../link-pool.server";
import { addSealFormat } from "../sealing/seal-formats.server";
import { rejectUnsealable } from "../sealing/sealable-pattern";
import { checkPattern, type PatternGuessable } from "./buffer";
import { type DynamicSettings, rejectDiscount } from "./create-dynamic-pool.server";
import { readGenerator } from "./read-generator.server";
import { enqueueReplenishment } from "./replenish-pool.server";
import { supersedeStock } from "./supersede-stock.server";

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
 * Fails when the version is outdated, the input is invalid, or the pattern is too easy to guess or
 * can't carry the seal that the pool's codes have.
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
      const unsealable = generator.sealed && rejectUnsealable(pattern);
      if (unsealable) return failure(unsealable);
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
        const count = await supersedeStock(tx, { shopId: shop.id, poolId }, pool.discountId);
        const detail = { pool: pool.name, count };
        if (count > 0)
          await recordAudit(tx, shop, actor, now, { action: "codes.voided", poolId, detail });
      }
      const { target: bufferTarget, floor: bufferFloor } = buffer;
      const columns = { discountId, pattern, bufferTarget, bufferFloor, codeLimit };
      await setGenerator(tx, { shopId: shop.id, poolId }, columns);
      if (generator.sealed) await addSealFormat(tx, { shopId: shop.id, poolId }, pattern);
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
