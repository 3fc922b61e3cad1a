import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { findPool } from "../../../app/features/pools/find-pool.server";
import { generateCodes } from "../../../app/features/publishing/generator/generate-codes.server";
import { defaultPattern } from "../../../app/features/publishing/generator/pattern";
import { changeDynamicPool } from "../../../app/features/publishing/replenishment/change-dynamic-pool.server";
import { createDynamicPool } from "../../../app/features/publishing/replenishment/create-dynamic-pool.server";
import { replenishPool } from "../../../app/features/publishing/replenishment/replenish-pool.server";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { insertDiscount, insertDynamicPool } from "./demo-discount";

const actor = { name: "Ada" };
const never = new AbortController().signal;

describe("a dynamic pool", () => {
  let services: TestServices;
  let shop: ShopContext;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  beforeEach(async () => {
    shops += 1;
    shop = await insertShop(services, `store-${shops}.myshopify.com`);
  });
  afterAll(() => services.close());

  const codesOf = (poolId: number) =>
    services.database.query<{ code: string; key: string; state: string; publishStatus: string }>(
      `SELECT code, code_key AS key, state, publish_status AS "publishStatus" FROM current_code
        WHERE shop_id = $1 AND pool_id = $2 ORDER BY position`,
      [shop.id, poolId],
    );
  const failureOf = async (poolId: number) => {
    const [supply] = await services.database.query<{ failure: string | null; failing: string }>(
      "SELECT failure, failing FROM pool_supply WHERE shop_id = $1 AND pool_id = $2",
      [shop.id, poolId],
    );
    return supply;
  };

  it("is filled with codes of its pattern by a job", async () => {
    const pattern = { ...defaultPattern, prefix: "Été-", groupSize: 5, suffix: "\\x" };
    const poolId = await insertDynamicPool(services, shop, { target: 700, pattern });
    await runJobs(services, ["replenish-pool"]);
    const codes = await codesOf(poolId);
    expect(codes).toHaveLength(700);
    for (const { code, key, state, publishStatus } of codes) {
      expect(code).toMatch(/^Été-[B-Z2-9]{5}-[B-Z2-9]{5}\\x$/);
      expect(key).toBe(code.toLowerCase());
      expect([state, publishStatus]).toEqual(["available", "uploading"]);
    }
    await expectConsistentStock(services, shop);
    const jobs = await services.database.query(
      "SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'upload-codes'",
    );
    expect(jobs).toContainEqual({ key: `upload-codes:${shop.id}` });
  });

  it("is replenished to its target stock, however often the job runs", async () => {
    const poolId = await insertDynamicPool(services, shop, { target: 30, floor: 10 });
    await replenishPool(services, shop, poolId, never);
    await replenishPool(services, shop, poolId, never);
    expect(await codesOf(poolId)).toHaveLength(30);
    await services.database.query(
      "UPDATE pool SET target_stock = 45 WHERE shop_id = $1 AND id = $2",
      [shop.id, poolId],
    );
    await replenishPool(services, shop, poolId, never);
    expect(await codesOf(poolId)).toHaveLength(45);
    await expectConsistentStock(services, shop);
  });

  it("applies its default dates to codes, and generates none that would be expired", async () => {
    const poolId = await insertDynamicPool(services, shop, { target: 5, floor: 5 });
    const setDate = (assignBy: string) =>
      services.database.query(
        `UPDATE pool SET default_assign_by = $3, default_use_within_days = 30
          WHERE shop_id = $1 AND id = $2`,
        [shop.id, poolId, assignBy],
      );
    await setDate("2026-11-01T00:00:00Z");
    await replenishPool(services, shop, poolId, never);
    expect(await codesOf(poolId)).toEqual([]);
    expect((await failureOf(poolId))?.failure).toContain("default expiration is in the past");
    await setDate("2026-12-01T00:00:00Z");
    await replenishPool(services, shop, poolId, never);
    const dates = await services.database.query(
      `SELECT DISTINCT assign_by, expires_at, use_within_days FROM code
        WHERE shop_id = $1 AND pool_id = $2`,
      [shop.id, poolId],
    );
    const until = new Date("2026-12-01T00:00:00Z");
    expect(dates).toEqual([{ assign_by: until, expires_at: until, use_within_days: 30 }]);
    expect(await failureOf(poolId)).toEqual({ failure: null, failing: null });
  });

  it("is rejected if its codes are too easy to guess, and generates no more than the limit", async () => {
    const discountId = await insertDiscount(services, shop);
    const guessable = await createDynamicPool(services, shop, {
      name: "Guessable",
      discountId,
      pattern: { ...defaultPattern, length: 7 },
      buffer: { target: 1_350, floor: 10 },
      actor,
    });
    expect(guessable).toMatchObject({
      ok: false,
      failure: { kind: "pattern_guessable", maxCodes: 1_349, minRandomLength: 8 },
    });
    const poolId = await insertDynamicPool(services, shop, {
      target: 1_349,
      pattern: { ...defaultPattern, length: 7 },
    });
    await replenishPool(services, shop, poolId, never);
    await services.database.query(
      `UPDATE code SET stored_state = 'assigned' WHERE shop_id = $1 AND pool_id = $2
          AND id IN (SELECT id FROM code WHERE shop_id = $1 AND pool_id = $2 LIMIT 1000)`,
      [shop.id, poolId],
    );
    await services.database.query(
      `UPDATE pool_stock SET available = available - 1000, assigned = 1000
        WHERE shop_id = $1 AND pool_id = $2`,
      [shop.id, poolId],
    );
    await replenishPool(services, shop, poolId, never);
    expect(await codesOf(poolId)).toHaveLength(1_349);
    expect(await failureOf(poolId)).toMatchObject({ failing: "generating" });
    const change = {
      poolId,
      version: 1,
      discountId,
      pattern: { ...defaultPattern, length: 7 },
      buffer: { target: 10, floor: 10 },
      actor,
    };
    expect(
      await changeDynamicPool(services, shop, { ...change, buffer: { target: 400, floor: 1 } }),
    ).toMatchObject({ ok: false, failure: { kind: "pattern_guessable" } });
  });

  it.each([
    ["few", 10, 5],
    ["many", 700, 10],
  ])("skips codes that already exist in the shop: %s", async (name, count, length) => {
    const poolId = await insertDynamicPool(services, shop);
    const pattern = { ...defaultPattern, prefix: `${name}-`, alphabet: "AB", length };
    const making = {
      shopId: shop.id,
      poolId,
      pattern,
      dates: { assignBy: null, useBy: null, useWithinDays: null },
      now: services.clock.now(),
    };
    const make = () => services.database.transaction((tx) => generateCodes(tx, making, count));
    expect(await make()).toMatchObject({ count });
    // The number of remaining codes of the pattern.
    const left = 2 ** length - count;
    expect(left).toBeLessThan(count * 2.5);
    for (let made = 0; made < left; ) {
      const { count: more } = await make();
      expect(more).toBeLessThanOrEqual(count);
      made += more;
      expect(made).toBeLessThanOrEqual(left);
    }
    expect(await make()).toMatchObject({ count: 0 });
  });

  it("voids available codes when it switches to another discount, and generates new ones", async () => {
    const poolId = await insertDynamicPool(services, shop, { target: 20, floor: 5 });
    await replenishPool(services, shop, poolId, never);
    const discountId = await insertDiscount(services, shop);
    const change = { poolId, pattern: defaultPattern, buffer: { target: 10, floor: 5 }, actor };
    expect(await changeDynamicPool(services, shop, { ...change, version: 7, discountId })).toEqual({
      ok: false,
      failure: { kind: "outdated" },
    });
    expect(
      await changeDynamicPool(services, shop, { ...change, version: 1, discountId: 999_999 }),
    ).toMatchObject({ ok: false, failure: { field: "discountId" } });
    expect(
      await changeDynamicPool(services, shop, { ...change, version: 1, discountId }),
    ).toMatchObject({ ok: true, value: { version: 2 } });
    await runJobs(services, ["replenish-pool"]);
    expect(await findPool(services, shop, poolId)).toMatchObject({
      ok: true,
      value: { discountId, available: 10, voided: 20, bufferTarget: 10 },
    });
  });
});
