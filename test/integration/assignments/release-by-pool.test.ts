import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { releaseAssignments } from "../../../app/features/assignments/release/release-assignments.server";
import { removeCodes } from "../../../app/features/publishing/removal/remove-codes.server";
import { replenishPool } from "../../../app/features/publishing/replenishment/replenish-pool.server";
import { uploadCodes } from "../../../app/features/publishing/upload/upload-codes.server";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { giveCode } from "../../factories/give-code";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { insertDiscount, insertDynamicPool } from "../publishing/demo-discount";
import { FakePlatform } from "../publishing/fake-platform";

const never = new AbortController().signal;
const actor = { name: "Ada" };

// The recipient may still have the code in their inbox, so it must not go to someone else by default.
describe("a released code", () => {
  let services: TestServices;
  let shop: ShopContext;
  let platform: FakePlatform;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  beforeEach(async () => {
    shops += 1;
    shop = await insertShop(services, `release-${shops}.myshopify.com`);
    platform = new FakePlatform(new Set([`d-${shops}`]));
    services.platform = platform.open;
  });
  afterAll(() => services.close());

  const give = (pool: number, recipient: string) =>
    giveCode(services, shop, pool, recipient, "api");
  const release = (poolId: number, id: number) =>
    releaseAssignments(services, shop, { poolId, assignmentIds: [id], actor });

  it("of a dynamic pool is removed from the store and replaced with a new one", async () => {
    const discountId = await insertDiscount(services, shop, { platformId: `d-${shops}` });
    const pool = await insertDynamicPool(services, shop, { discountId, target: 3, floor: 1 });
    await replenishPool(services, shop, pool, never);
    await uploadCodes(services, shop, never);
    const first = await give(pool, "ada@example.com");
    expect(await release(pool, first.id)).toEqual([{ ok: true, value: { code: "replaced" } }]);
    await removeCodes(services, shop, never);
    await uploadCodes(services, shop, never);
    expect(platform.codes.has(first.code.toLowerCase())).toBe(false);
    expect(platform.codes.size).toBe(3);
    const others = [
      await give(pool, "b@e.example"),
      await give(pool, "c@e.example"),
      await give(pool, "d@e.example"),
    ];
    expect(others.map(({ code }) => code)).not.toContain(first.code);
    expect(others.every(({ live }) => live === true)).toBe(true);
    await expectConsistentStock(services, shop);
  });

  it("of a static pool isn't assigned again unless the merchant allows it", async () => {
    const kept = await insertPool(services, shop, { codes: 2, restockReleased: false });
    const first = await give(kept, "ada@example.com");
    expect(await release(kept, first.id)).toEqual([{ ok: true, value: { code: "voided" } }]);
    expect((await give(kept, "grace@example.com")).code).not.toBe(first.code);
    await expect(give(kept, "edsger@example.com")).rejects.toThrow("pool_empty");

    const restocked = await insertPool(services, shop, { codes: 1, restockReleased: true });
    const second = await give(restocked, "ada@example.com");
    expect(await release(restocked, second.id)).toEqual([
      { ok: true, value: { code: "available" } },
    ]);
    expect((await give(restocked, "grace@example.com")).code).toBe(second.code);
    await expectConsistentStock(services, shop);
  });

  it("isn't assigned again in a new pool by default", async () => {
    const [row] = await services.database.query<{ restocks: boolean }>(
      `INSERT INTO pool (shop_id, name, name_key, handle, type, created_at, updated_at)
       VALUES ($1, 'New', 'new', 'new', 'static', $2, $2) RETURNING restock_released AS restocks`,
      [shop.id, services.clock.now()],
    );
    expect(row).toEqual({ restocks: false });
  });
});
