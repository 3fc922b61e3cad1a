import { describe, expect, it } from "vitest";
import { removeCodes } from "../../../app/features/publishing/removal/remove-codes.server";
import { replenishPool } from "../../../app/features/publishing/replenishment/replenish-pool.server";
import { voidSupersededCodes } from "../../../app/features/publishing/replenishment/void-superseded-codes.server";
import { uploadUrgentCodes } from "../../../app/features/publishing/upload/upload-urgent-codes.server";
import { expectTruth } from "../../factories/stock-truth";
import { otherDiscountFixture } from "./other-discount-fixture";

const never = new AbortController().signal;
const world = otherDiscountFixture();
const { makePool, upload, change, assign } = world;

describe("the codes in the store of a dynamic pool that got another discount", () => {
  it("takes the old codes out of the shop, and sends those that waited nowhere", async () => {
    const poolId = await makePool(30);
    const taken = [...world.platform.codes.values()].map(({ code }) => code);
    expect(taken).toHaveLength(30);
    await world.services.database.query(
      "UPDATE pool SET target_stock = 40 WHERE shop_id = $1 AND id = $2",
      [world.shop.id, poolId],
    );
    await replenishPool(world.services, world.shop, poolId, never);
    await change(poolId, world.second, 5);
    await replenishPool(world.services, world.shop, poolId, never);
    await upload();
    await voidSupersededCodes(world.services, world.shop, poolId, never);
    await removeCodes(world.services, world.shop, never);
    const there = [...world.platform.codes.values()];
    expect(there).toHaveLength(5);
    expect(there.every(({ discountId }) => discountId === "second")).toBe(true);
    await expectTruth(world.services, world.shop);
  });

  it("sends codes that recipients hold up under the discount they were given with", async () => {
    const poolId = await makePool(10, false);
    const early = [await assign(poolId, "ada"), await assign(poolId, "ben")];
    await change(poolId, world.second, 5);
    await replenishPool(world.services, world.shop, poolId, never);
    const later = await assign(poolId, "cleo");
    await change(poolId, world.first, 5);
    await replenishPool(world.services, world.shop, poolId, never);
    const last = await assign(poolId, "dora");
    await uploadUrgentCodes(world.services, world.shop, poolId, never);
    await upload();
    await uploadUrgentCodes(world.services, world.shop, poolId, never);
    const under = ({ code }: { code: string }) =>
      world.platform.codes.get(code.toLowerCase())?.discountId;
    expect([...early, later, last].map(under)).toEqual(["first", "first", "second", "first"]);
    await expectTruth(world.services, world.shop);
  });

  it("sends them up under its own discount when the platform has lost theirs", async () => {
    const poolId = await makePool(10, false);
    const held = await assign(poolId, "ada");
    await change(poolId, world.second, 5);
    world.platform.discounts.delete("first");
    await uploadUrgentCodes(world.services, world.shop, poolId, never);
    await uploadUrgentCodes(world.services, world.shop, poolId, never);
    expect(world.platform.codes.get(held.code.toLowerCase())?.discountId).toBe("second");
    await expectTruth(world.services, world.shop);
  });
});
