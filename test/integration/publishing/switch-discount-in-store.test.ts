import { describe, expect, it } from "vitest";
import { removeCodes } from "../../../app/features/publishing/removal/remove-codes.server";
import { replenishPool } from "../../../app/features/publishing/replenishment/replenish-pool.server";
import { voidSupersededCodes } from "../../../app/features/publishing/replenishment/void-superseded-codes.server";
import { uploadUrgentCodes } from "../../../app/features/publishing/upload/upload-codes.server";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { switchDiscountFixture } from "./switch-discount-fixture";

const never = new AbortController().signal;
const fixture = switchDiscountFixture();
const { makePool, upload, change, assign } = fixture;

describe("the codes in Shopify of a dynamic pool that switched to another discount", () => {
  it("are removed if uploaded, and never uploaded if still pending", async () => {
    const poolId = await makePool(30);
    const oldCodes = [...fixture.platform.codes.values()].map(({ code }) => code);
    expect(oldCodes).toHaveLength(30);
    await fixture.services.database.query(
      "UPDATE pool SET target_stock = 40 WHERE shop_id = $1 AND id = $2",
      [fixture.shop.id, poolId],
    );
    await replenishPool(fixture.services, fixture.shop, poolId, never);
    await change(poolId, fixture.second, 5);
    await replenishPool(fixture.services, fixture.shop, poolId, never);
    await upload();
    await voidSupersededCodes(fixture.services, fixture.shop, poolId, never);
    await removeCodes(fixture.services, fixture.shop, never);
    const platformCodes = [...fixture.platform.codes.values()];
    expect(platformCodes).toHaveLength(5);
    expect(platformCodes.every(({ discountId }) => discountId === "second")).toBe(true);
    await expectConsistentStock(fixture.services, fixture.shop);
  });

  it("are uploaded under the discount they were assigned with if a recipient has them", async () => {
    const poolId = await makePool(10, false);
    const early = [await assign(poolId, "ada"), await assign(poolId, "ben")];
    await change(poolId, fixture.second, 5);
    await replenishPool(fixture.services, fixture.shop, poolId, never);
    const later = await assign(poolId, "cleo");
    await change(poolId, fixture.first, 5);
    await replenishPool(fixture.services, fixture.shop, poolId, never);
    const last = await assign(poolId, "dora");
    await uploadUrgentCodes(fixture.services, fixture.shop, poolId, never);
    await upload();
    await uploadUrgentCodes(fixture.services, fixture.shop, poolId, never);
    const under = ({ code }: { code: string }) =>
      fixture.platform.codes.get(code.toLowerCase())?.discountId;
    expect([...early, later, last].map(under)).toEqual(["first", "first", "second", "first"]);
    await expectConsistentStock(fixture.services, fixture.shop);
  });

  it("are uploaded under the pool's new discount if theirs was deleted", async () => {
    const poolId = await makePool(10, false);
    const held = await assign(poolId, "ada");
    await change(poolId, fixture.second, 5);
    fixture.platform.discounts.delete("first");
    await uploadUrgentCodes(fixture.services, fixture.shop, poolId, never);
    await uploadUrgentCodes(fixture.services, fixture.shop, poolId, never);
    expect(fixture.platform.codes.get(held.code.toLowerCase())?.discountId).toBe("second");
    await expectConsistentStock(fixture.services, fixture.shop);
  });
});
