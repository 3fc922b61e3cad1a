import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import { findPool } from "../../../app/features/pools/find-pool.server";
import { defaultPattern } from "../../../app/features/publishing/generator/pattern";
import { replenishPool } from "../../../app/features/publishing/replenishment/replenish-pool.server";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { insertDiscount, insertDynamicPool } from "./demo-discount";

const never = new AbortController().signal;

describe("a claim from a dynamic pool", () => {
  let services: TestServices;
  let shop: ShopContext;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
  });
  afterAll(() => services.close());

  async function assign(poolId: number, count: number, name = "person") {
    const recipients = Array.from({ length: count }, (_, n) => ({
      recipient: `${name}-${n}@example.com`,
    }));
    const result = await assignCodes(services, shop, { pool: poolId, recipients, source: "api" });
    if (!result.ok) throw new Error(result.failure.kind);
    return result.value.map((one) => (one.ok ? one.value : one.failure));
  }
  const setLive = (poolId: number, condition = "true") =>
    services.database.transaction(async (tx) => {
      const rows = await tx.query(
        `UPDATE code SET publish_status = 'live' WHERE shop_id = $1 AND pool_id = $2
            AND publish_status = 'uploading' AND ${condition} RETURNING 1`,
        [shop.id, poolId],
      );
      await tx.query(
        `UPDATE pool_supply SET uploading = uploading - $3, live = live + $3
          WHERE shop_id = $1 AND pool_id = $2`,
        [shop.id, poolId, rows.length],
      );
    });
  const dropJobs = () =>
    services.database.query(
      "SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs",
    );
  const jobs = async () =>
    (
      await services.database.query<{ key: string }>(
        "SELECT key FROM graphile_worker.jobs ORDER BY key",
      )
    ).map(({ key }) => key);

  it("gets live codes from the ready stock, and replenishes it below the reorder point", async () => {
    const poolId = await insertDynamicPool(services, shop, { target: 100, floor: 50 });
    await replenishPool(services, shop, poolId, never);
    await setLive(poolId);
    await dropJobs();
    const first = await assign(poolId, 50, "a");
    expect(first.every((one) => "live" in one && one.live)).toBe(true);
    expect(await jobs()).toEqual([]);
    await assign(poolId, 1, "b");
    expect(await jobs()).toEqual([`replenish-pool:${shop.id}:${poolId}`]);
    await runJobs(services, ["replenish-pool"]);
    expect(await findPool(services, shop, poolId)).toMatchObject({
      ok: true,
      value: { available: 100, assigned: 51 },
    });
    await expectConsistentStock(services, shop);
  });

  it("gets newly generated codes beyond the ready stock, which are not live yet and are uploaded first", async () => {
    const poolId = await insertDynamicPool(services, shop, { target: 10, floor: 5 });
    await replenishPool(services, shop, poolId, never);
    await setLive(poolId);
    await services.database.query(
      "UPDATE pool SET default_use_within_days = 3 WHERE shop_id = $1 AND id = $2",
      [shop.id, poolId],
    );
    await dropJobs();
    const assigned = await assign(poolId, 700);
    const codes = assigned.flatMap((one) => ("code" in one ? [one] : []));
    expect(new Set(codes.map(({ code }) => code)).size).toBe(700);
    expect(codes.filter(({ live }) => live)).toHaveLength(10);
    expect(codes.slice(0, 10).every(({ live }) => live)).toBe(true);
    // Generated on demand with the current settings: valid until the end of the third day in Berlin.
    expect(codes.at(-1)?.expiresAt).toEqual(new Date("2026-11-24T22:59:59Z"));
    expect(await jobs()).toEqual([
      `replenish-pool:${shop.id}:${poolId}`,
      `upload-urgent-codes:${shop.id}:${poolId}`,
    ]);
    expect(await assign(poolId, 700)).toMatchObject(
      codes.map(({ code, live }) => ({ code, live, outcome: "reused" })),
    );
    await expectConsistentStock(services, shop);
  });

  it("gets live codes before those being uploaded, and loses none", async () => {
    const poolId = await insertDynamicPool(services, shop, { target: 60, floor: 1 });
    await replenishPool(services, shop, poolId, never);
    await setLive(poolId, "id % 3 = 0");
    const first = await assign(poolId, 15, "c");
    expect(first.every((one) => "live" in one && one.live)).toBe(true);
    const second = await assign(poolId, 15, "d");
    expect(second.filter((one) => "live" in one && one.live)).toHaveLength(5);
    await setLive(poolId);
    const third = await assign(poolId, 30, "e");
    expect(third.every((one) => "live" in one && one.live)).toBe(true);
    expect(await findPool(services, shop, poolId)).toMatchObject({
      ok: true,
      value: { available: 0, assigned: 60 },
    });
    await expectConsistentStock(services, shop);
  });

  it("is rejected as empty when more codes would be too easy to guess", async () => {
    const pattern = { ...defaultPattern, length: 6 };
    const poolId = await insertDynamicPool(services, shop, { target: 40, pattern });
    const assigned = await assign(poolId, 60);
    expect(assigned.filter((one) => "code" in one)).toHaveLength(48);
    expect(assigned.at(-1)).toMatchObject({ kind: "pool_empty" });
    await assign(poolId, 60);
    const [supply] = await services.database.query(
      "SELECT failing FROM pool_supply WHERE shop_id = $1 AND pool_id = $2",
      [shop.id, poolId],
    );
    expect(supply).toEqual({ failing: "generating" });
  });

  it("is rejected when the discount has ended, because its codes wouldn't work", async () => {
    const ended = { status: "expired" };
    const over = { endsAt: new Date("2026-11-21T11:59:00Z") };
    const gone = { status: "deleted" };
    for (const discount of [ended, over, gone]) {
      const poolId = await insertDynamicPool(services, shop);
      const discountId = await insertDiscount(services, shop, discount);
      await services.database.query(
        "UPDATE pool SET discount_id = $3 WHERE shop_id = $1 AND id = $2",
        [shop.id, poolId, discountId],
      );
      expect(await assign(poolId, 1)).toMatchObject([
        { kind: "pool_inactive", discountEnded: true },
      ]);
    }
    const scheduled = await insertDiscount(services, shop, { status: "scheduled" });
    const poolId = await insertDynamicPool(services, shop, { discountId: scheduled });
    expect(await assign(poolId, 1)).toMatchObject([{ state: "assigned", live: false }]);
  });
});
