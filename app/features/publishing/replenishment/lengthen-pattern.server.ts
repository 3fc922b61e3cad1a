import type { InvalidInput } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, success } from "../../../core/result";
import type { Services } from "../../../services.server";
import { setPattern } from "../../pools/changing/change-generator.server";
import { changePool } from "../../pools/changing/change-pool.server";
import { patternSchema } from "../generator/pattern";
import { addSealFormat } from "../sealing/seal-formats.server";
import { readGenerator } from "./read-generator.server";
import { enqueueReplenishment } from "./replenish-pool.server";

/**
 * Makes a dynamic pool generate longer codes from now on, so more of them can work at the same time
 * before they're too easy to guess. Existing codes don't change. No-op if the codes are already
 * that long. Fails when the pool isn't dynamic, is archived or the length is out of range.
 */
export async function lengthenPattern(
  services: Services,
  shop: ShopContext,
  { poolId, length, actor }: { poolId: number; length: number; actor: Actor },
) {
  return changePool<InvalidInput>(services, shop, { poolId, actor }, async (tx, pool) => {
    const generator = await readGenerator(tx, shop.id, poolId);
    if (!generator) {
      const message = "This pool doesn’t generate codes, or it’s archived.";
      return failure({ kind: "invalid_input", field: "poolId", message });
    }
    if (generator.pattern.length >= length) return success(null);
    const longer = patternSchema.safeParse({ ...generator.pattern, length });
    if (!longer.success) {
      const message = longer.error.issues[0]?.message ?? "Choose another length.";
      return failure({ kind: "invalid_input", field: "length", message });
    }
    await setPattern(tx, { shopId: shop.id, poolId }, longer.data);
    if (generator.sealed) await addSealFormat(tx, { shopId: shop.id, poolId }, longer.data);
    await enqueueReplenishment(tx, shop.id, poolId);
    return success({ action: "pool.supply-changed", detail: { name: pool.name } });
  });
}
