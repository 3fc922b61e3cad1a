import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { expireCodes } from "../../../app/features/codes/expire-codes.server";
import { voidCodes } from "../../../app/features/codes/void-codes.server";
import { deletePool } from "../../../app/features/pools/changing/delete-pool.server";
import { linkPool } from "../../../app/features/publishing/link-pool.server";
import { removeCodes } from "../../../app/features/publishing/removal/remove-codes.server";
import { replenishPool } from "../../../app/features/publishing/replenishment/replenish-pool.server";
import { sweepSupply } from "../../../app/features/publishing/sweep-supply.server";
import { claimPendingBatches } from "../../../app/features/publishing/upload/claim-pending-batches.server";
import { uploadCodes } from "../../../app/features/publishing/upload/upload-codes.server";
import { jobs } from "../../../app/jobs/jobs.server";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { insertPool } from "../../factories/stocked-pool";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { insertDiscount, insertDynamicPool } from "./demo-discount";
import { FakePlatform } from "./fake-platform";

const never = new AbortController().signal;
const actor = { name: "Ada" };

describe("codes that should no longer work", () => {
  let services: TestServices;
  let shop: ShopContext;
  let platform: FakePlatform;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  beforeEach(async () => {
    shops += 1;
    services.setTime(new Date("2026-11-21T12:00:00Z"));
    shop = await insertShop(services, `shop-${shops}.myshopify.com`);
    platform = new FakePlatform(new Set([under()]));
    services.platform = platform.open;
  });
  afterAll(() => services.close());

  const under = () => `d-${shops}`;
  const makePool = async (target: number) => {
    const discountId = await insertDiscount(services, shop, { platformId: under() });
    const poolId = await insertDynamicPool(services, shop, { discountId, target, floor: 1 });
    await replenishPool(services, shop, poolId, never);
    return poolId;
  };
  const codesOf = (poolId: number) =>
    services.database.query<{ id: number; code: string; state: string; publishStatus: string }>(
      `SELECT id, code, state, publish_status AS "publishStatus" FROM current_code WHERE shop_id = $1 AND pool_id = $2
        ORDER BY position`,
      [shop.id, poolId],
    );
  const voidFirst = async (poolId: number, count: number) => {
    const codeIds = (await codesOf(poolId)).slice(0, count).map(({ id }) => id);
    await voidCodes(services, shop, { poolId, codeIds, actor });
    return codeIds;
  };
  const platformCodes = () => [...platform.codes.values()].map(({ code }) => code).sort();
  const liveHere = async (poolId: number) =>
    (await codesOf(poolId))
      .filter(({ publishStatus }) => publishStatus === "live")
      .map(({ code }) => code)
      .sort();

  it("are removed from Shopify once voided, and no others", async () => {
    const poolId = await makePool(30);
    await uploadCodes(services, shop, never);
    const voided = await voidFirst(poolId, 4);
    platform.put(under(), "THE-MERCHANTS-OWN");
    await runJobs(services, ["remove-codes"]);
    const codes = await codesOf(poolId);
    const removed = codes
      .filter(({ publishStatus }) => publishStatus === "removed")
      .map(({ id }) => id);
    expect(removed).toEqual(voided);
    expect(platformCodes()).toEqual([...(await liveHere(poolId)), "THE-MERCHANTS-OWN"].sort());
    expect(platform.calls).not.toContain("listCodes");
    await expectConsistentStock(services, shop);
  });

  it("are removed from Shopify by the run that expires them, and stay in their pool", async () => {
    const discountId = await insertDiscount(services, shop, { platformId: under() });
    const ends = { useBy: new Date("2026-11-21T23:00:00Z") };
    const poolId = await insertPool(services, shop, { codes: 3, code: ends });
    const link = { poolId, version: 1, discountId, actor };
    await linkPool(services, shop, link);
    await runJobs(services, ["mark-for-upload"]);
    await uploadCodes(services, shop, never);
    expect(platformCodes()).toHaveLength(3);
    services.setTime(new Date("2026-11-21T23:00:01Z"));
    await expireCodes(services);
    await runJobs(services, ["remove-codes"]);
    expect(platformCodes()).toEqual([]);
    const codes = await codesOf(poolId);
    expect(codes.map(({ state, publishStatus }) => [state, publishStatus])).toEqual(
      Array.from({ length: 3 }, () => ["expired", "removed"]),
    );
    await expectConsistentStock(services, shop);
  });

  it("are found by listing the discount's codes if platformCodes are many", async () => {
    const poolId = await makePool(1_200);
    await uploadCodes(services, shop, never);
    await voidFirst(poolId, 900);
    // One of them is already removed platformCodes.
    const [first] = await codesOf(poolId);
    platform.codes.delete(first?.code.toLowerCase() ?? "");
    await removeCodes(services, shop, never);
    expect(platformCodes()).toEqual(await liveHere(poolId));
    expect(platformCodes()).toHaveLength(300);
    expect(platform.calls.filter((call) => call === "listCodes")).toHaveLength(5);
    expect(platform.calls.filter((call) => call === "removeCodes")).toHaveLength(2);
    // Only a sample is looked up to verify the removal.
    expect(platform.calls.filter((call) => call === "findCodes")).toHaveLength(2);
    await expectConsistentStock(services, shop);
  });

  it("count as removed once the platform no longer has them, whatever the removal's status", async () => {
    const poolId = await makePool(30);
    await uploadCodes(services, shop, never);
    await voidFirst(poolId, 10);
    platform.pollsUntilGone = 2;
    await removeCodes(services, shop, never);
    expect(platform.calls.filter((call) => call === "readRemoval")).toHaveLength(3);
    expect(platformCodes()).toEqual(await liveHere(poolId));
    expect(platformCodes()).toHaveLength(20);
    await expectConsistentStock(services, shop);
  });

  it("of a deleted pool are removed, including those being uploaded at the time", async () => {
    const poolId = await makePool(600);
    const take = { priority: "bulk" as const, poolId: null, codesPerBatch: 250, batches: 1 };
    const [sent] = await claimPendingBatches(services, shop, take);
    await platform.open("").addCodes(under(), sent?.codes ?? []);
    const [pool] = await services.database.query<{ name: string }>(
      "SELECT name FROM pool WHERE shop_id = $1 AND id = $2",
      [shop.id, poolId],
    );
    await deletePool(services, shop, { poolId, typedName: pool?.name ?? "", actor });
    await runJobs(services, ["delete-pool-codes", "remove-codes"]);
    expect(await codesOf(poolId)).toEqual([]);
    expect(platformCodes()).toHaveLength(250);
    // They are removed after their upload finishes.
    await uploadCodes(services, shop, never);
    await sweepSupply(services);
    await runJobs(services, ["remove-codes"]);
    expect(platformCodes()).toEqual([]);
    const left = await services.database.query(
      "SELECT 1 FROM deletion_backlog WHERE shop_id = $1",
      [shop.id],
    );
    expect(left).toEqual([]);
    await expectConsistentStock(services, shop);
  });

  it("are removed automatically after they expire", async () => {
    const poolId = await makePool(10);
    await uploadCodes(services, shop, never);
    await services.database.query(
      "UPDATE code SET stored_state = 'expired' WHERE shop_id = $1 AND pool_id = $2",
      [shop.id, poolId],
    );
    await services.database.query(
      "UPDATE pool_stock SET available = 0, expired = 10 WHERE shop_id = $1 AND pool_id = $2",
      [shop.id, poolId],
    );
    await jobs["sweep-supply"].run(services, {}, never);
    await runJobs(services, ["remove-codes"]);
    expect(platformCodes()).toEqual([]);
    await expectConsistentStock(services, shop);
  });

  it("are eventually removed even if calls fail and responses get lost", async () => {
    const poolId = await makePool(40);
    await uploadCodes(services, shop, never);
    await voidFirst(poolId, 20);
    platform.fault = (call) => (call === "removeCodes" ? "lost_answer" : null);
    await expect(removeCodes(services, shop, never)).rejects.toThrow("not removed");
    platform.fault = () => null;
    await removeCodes(services, shop, never);
    expect(platformCodes()).toEqual(await liveHere(poolId));
    platform.discounts.clear();
    await voidFirst(poolId, 40);
    await removeCodes(services, shop, never);
    expect(await liveHere(poolId)).toEqual([]);
    await expectConsistentStock(services, shop);
  });
});
