import type { InvalidInput } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, success } from "../../../core/result";
import type { Services } from "../../../services.server";
import { changePool } from "../../pools/changing/change-pool.server";
import { patternSchema } from "../generator/pattern";
import { readGenerator } from "./read-generator.server";
import { enqueueReplenishment } from "./replenish-pool.server";

/**
 * Has a dynamic pool make longer codes from now on, so that more of them can work at a time before they
 * are too easy to guess. Codes that exist stay as they are. A pool with codes that long is left alone.
 */
export async function lengthenPattern(
  services: Services,
  shop: ShopContext,
  { poolId, length, actor }: { poolId: number; length: number; actor: Actor },
) {
  return changePool<InvalidInput>(services, shop, { poolId, actor }, async (tx, pool) => {
    const maker = await readGenerator(tx, shop.id, poolId);
    if (!maker) {
      const message = "This pool doesn’t generate codes, or it’s archived.";
      return failure({ kind: "invalid_input", field: "poolId", message });
    }
    if (maker.pattern.length >= length) return success(null);
    const longer = patternSchema.safeParse({ ...maker.pattern, length });
    if (!longer.success) {
      const message = longer.error.issues[0]?.message ?? "Choose another length.";
      return failure({ kind: "invalid_input", field: "length", message });
    }
    await tx.query("UPDATE pool SET pattern = $3 WHERE shop_id = $1 AND id = $2", [
      shop.id,
      poolId,
      JSON.stringify(longer.data),
    ]);
    await enqueueReplenishment(tx, shop.id, poolId);
    return success({ action: "pool.supply-changed", detail: { name: pool.name } });
  });
}
