import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import { checkStock } from "../../../app/features/campaigns/drafting/check-stock";
import { readPoolChain } from "../../../app/features/campaigns/read-pool-chain.server";
import { defaultPattern } from "../../../app/features/publishing/generator/pattern";
import { readSupply } from "../../../app/features/publishing/read-supply.server";
import { changeDynamicPool } from "../../../app/features/publishing/replenishment/change-dynamic-pool.server";
import { lengthenPattern } from "../../../app/features/publishing/replenishment/lengthen-pattern.server";
import { suggestLength } from "../../../app/features/publishing/replenishment/suggest-length.server";
import { loader as importPage } from "../../../app/routes/app.pools_.$poolId.import._index";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { insertPool } from "../../factories/stocked-pool";
import { loadPage } from "../../setup/admin-page";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { insertDynamicPool } from "./demo-discount";

const actor = { name: "Ada" };
/** At most 28^6 / 10 million codes of this pattern may be live, so they stay hard to guess. */
const shortPattern = { ...defaultPattern, length: 6 };
const capacity = 48;

describe("the number of codes a dynamic pool can generate", () => {
  let services: TestServices;
  let shop: ShopContext;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
  });
  beforeEach(() => services.setTime(new Date("2026-11-21T12:00:00Z")));
  afterAll(() => services.close());

  const stockCheck = async (poolId: number, needed: number) =>
    checkStock(needed, await readPoolChain(services, shop, poolId, services.clock.now()));
  const give = async (pool: number, count: number, name = "p") => {
    const recipients = Array.from({ length: count }, (_, n) => ({
      recipient: `${name}${n}@example.com`,
    }));
    const result = await assignCodes(services, shop, { pool, recipients, source: "api" });
    if (!result.ok) throw new Error(result.failure.kind);
    return result.value.filter(({ ok }) => ok).length;
  };
  const change = (poolId: number, more: object) =>
    services.database
      .query<{ version: number; discountId: number }>(
        `SELECT version, discount_id AS "discountId" FROM pool WHERE shop_id = $1 AND id = $2`,
        [shop.id, poolId],
      )
      .then(([pool]) =>
        changeDynamicPool(services, shop, {
          poolId,
          version: pool?.version ?? 0,
          discountId: pool?.discountId ?? 0,
          pattern: defaultPattern,
          buffer: { target: 10, floor: 5 },
          actor,
          ...more,
        }),
      );

  it("matches a campaign's stock check exactly", async () => {
    const poolId = await insertDynamicPool(services, shop, {
      target: 10,
      floor: 5,
      pattern: shortPattern,
    });
    await runJobs(services, ["replenish-pool"]);
    expect(await stockCheck(poolId, capacity)).toMatchObject({ available: capacity, short: 0 });
    expect(await stockCheck(poolId, 60)).toMatchObject({
      available: capacity,
      short: 60 - capacity,
      refused: 60 - capacity,
      bound: "guessing",
      longer: { from: 6, to: 7 },
    });
    expect(await give(poolId, 60)).toBe(capacity);
    await expectConsistentStock(services, shop);
  });

  it("grows when codes are made longer, and generation continues by itself", async () => {
    const poolId = await insertDynamicPool(services, shop, {
      target: 10,
      floor: 5,
      pattern: shortPattern,
    });
    await give(poolId, 60);
    await runJobs(services, ["replenish-pool"]);
    const stopped = await readSupply(services, shop, poolId);
    expect(stopped).toMatchObject({ failing: "generating" });
    const length = await suggestLength(services, shop, { id: poolId }, stopped);
    expect(length).toBe(7);
    const longer = await lengthenPattern(services, shop, { poolId, length: length ?? 0, actor });
    expect(longer).toMatchObject({ ok: true });
    await runJobs(services, ["replenish-pool"]);
    expect(await readSupply(services, shop, poolId)).toMatchObject({
      failing: null,
      failure: null,
    });
    expect(await stockCheck(poolId, 60)).toMatchObject({ short: 0, longer: null });
    expect(await give(poolId, 60)).toBe(60);
    // Codes are longer already, so nothing changes.
    expect(await lengthenPattern(services, shop, { poolId, length: 5, actor })).toMatchObject({
      ok: true,
    });
    await expectConsistentStock(services, shop);
  });

  it("ends at the merchant's limit, and generation continues when the limit is raised", async () => {
    const poolId = await insertDynamicPool(services, shop, { target: 10, floor: 5 });
    await change(poolId, { codeLimit: 25 });
    await runJobs(services, ["replenish-pool"]);
    expect(await stockCheck(poolId, 40)).toMatchObject({
      available: 25,
      short: 15,
      bound: "limit",
      longer: null,
    });
    expect(await give(poolId, 40)).toBe(25);
    await runJobs(services, ["replenish-pool"]);
    expect((await readSupply(services, shop, poolId))?.failure).toMatch(
      /reached its limit of 25 codes/,
    );
    await change(poolId, { codeLimit: 30 });
    await runJobs(services, ["replenish-pool"]);
    expect(await give(poolId, 40, "q")).toBe(5);
    await expectConsistentStock(services, shop);
  });

  it("is only the ready stock when the default expiration is in the past", async () => {
    const poolId = await insertDynamicPool(services, shop, { target: 10, floor: 5 });
    await runJobs(services, ["replenish-pool"]);
    await services.database.query(
      "UPDATE pool SET default_use_by = '2026-11-01' WHERE shop_id = $1 AND id = $2",
      [shop.id, poolId],
    );
    expect(await stockCheck(poolId, 20)).toMatchObject({
      available: 10,
      short: 10,
      bound: "dates",
    });
  });

  it("is changed in the settings, where the import page redirects to", async () => {
    const dynamic = await insertDynamicPool(services, shop, { target: 10, floor: 5 });
    const open = (poolId: number) =>
      loadPage(services, shop, importPage, { params: { poolId: String(poolId) } });
    await expect(open(dynamic)).rejects.toMatchObject({ status: 302 });
    const response = await open(dynamic).catch((thrown: Response) =>
      thrown.headers.get("Location"),
    );
    expect(response).toBe(`/app/pools/${dynamic}/settings`);
    const imported = await insertPool(services, shop, { name: "Imported" });
    expect(await open(imported)).toEqual({ pool: { id: imported, name: "Imported" } });
  });
});
