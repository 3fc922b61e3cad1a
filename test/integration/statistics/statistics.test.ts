import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { releaseAssignments } from "../../../app/features/assignments/release/release-assignments.server";
import { readStatistics } from "../../../app/features/statistics/read-statistics.server";
import { giveCode } from "../../factories/give-code";
import { cancelled, later, orderWith, processOrders } from "../../factories/orders";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const actor = { name: "Ada" };
const period = { from: "2026-11-15", to: "2026-11-21" };

describe("statistics", () => {
  let services: TestServices;
  let shop: ShopContext;
  let poolId: number;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  afterAll(() => services.close());
  beforeEach(async () => {
    services.setTime(new Date("2026-11-20T12:00:00Z"));
    shops += 1;
    shop = await insertShop(services, `statistics-${shops}.myshopify.com`);
    poolId = await insertPool(services, shop, { codes: 10 });
  });

  const give = (recipient: string, source: string, pool = poolId) =>
    giveCode(services, shop, pool, recipient, source);
  const ofPool = (id: number | null = poolId) =>
    readStatistics(services, shop, { poolId: id, period });

  it("count assignments, redemptions and revenue per day and source", async () => {
    const ada = await give("ada@example.com", "campaign:Spring");
    await give("grace@example.com", "campaign:Spring");
    services.setTime(new Date("2026-11-21T12:00:00Z"));
    const bob = await give("bob@example.com", "api");
    const own = orderWith([ada.code], { total: "40.10" });
    const leaked = orderWith([bob.code], { email: "eve@example.com", total: "30.05" });
    await processOrders(services, shop, own, leaked, orderWith([bob.code], { test: true }));

    const statistics = await ofPool();
    expect(statistics).toMatchObject({ assigned: 3, redeemed: 2, leaked: 1 });
    expect(statistics.money).toEqual([
      { currency: "EUR", orders: 2, discount: "10", orderValue: "70.15" },
    ]);
    expect(statistics.days).toHaveLength(7);
    expect(statistics.days.slice(-2)).toEqual([
      { day: "2026-11-20", assigned: 2, redeemed: 0 },
      { day: "2026-11-21", assigned: 1, redeemed: 2 },
    ]);
    expect(statistics.sources).toEqual([
      {
        source: "campaign:Spring",
        assigned: 2,
        redeemed: 1,
        money: [{ currency: "EUR", orders: 1, discount: "5", orderValue: "40.1" }],
      },
      {
        source: "api",
        assigned: 1,
        redeemed: 1,
        money: [{ currency: "EUR", orders: 1, discount: "5", orderValue: "30.05" }],
      },
    ]);
  });

  it("are correct after a release, a partial refund and a cancellation", async () => {
    const released = await give("ada@example.com", "manual");
    const used = await give("grace@example.com", "manual");
    await releaseAssignments(services, shop, { poolId, assignmentIds: [released.id], actor });
    const order = orderWith([used.code], { email: "grace@example.com" });
    await processOrders(services, shop, order, later(order, 5, { refunded: "20.00" }));
    expect(await ofPool()).toMatchObject({
      assigned: 1,
      redeemed: 1,
      money: [{ orders: 1, discount: "5", orderValue: "30" }],
    });
    await processOrders(services, shop, cancelled({ ...order, refunded: "20.00" }));
    expect(await ofPool()).toMatchObject({ assigned: 1, redeemed: 0, leaked: 0, money: [] });
  });

  it("add up a shop's pools, counting each order once", async () => {
    const other = await insertPool(services, shop, { codes: 2 });
    const one = await give("ada@example.com", "manual");
    const two = await give("ada@example.com", "manual", other);
    const gone = await give("grace@example.com", "manual", other);
    await releaseAssignments(services, shop, { poolId: other, assignmentIds: [gone.id], actor });
    await processOrders(services, shop, orderWith([one.code, two.code]));
    const all = await ofPool(null);
    expect(all).toMatchObject({
      assigned: 2,
      redeemed: 2,
      money: [{ orders: 1, discount: "10", orderValue: "50" }],
    });
    const [first, second] = [await ofPool(poolId), await ofPool(other)];
    expect([first.assigned, second.assigned]).toEqual([1, 1]);
    const stranger = await insertShop(services, `statistics-stranger-${shops}.myshopify.com`);
    expect(await readStatistics(services, stranger, { poolId: null, period })).toMatchObject({
      assigned: 0,
      redeemed: 0,
      sources: [],
    });
  });

  it("keep a shop's daily totals equal to its pools' during concurrent assignments", async () => {
    const pools = await Promise.all(
      Array.from({ length: 5 }, () => insertPool(services, shop, { codes: 20 })),
    );
    await Promise.all(
      pools.flatMap((pool, of) =>
        Array.from({ length: 10 }, (_, at) => give(`p${of}-${at}@example.com`, "api", pool)),
      ),
    );
    const [days] = await services.database.query(
      `SELECT (SELECT sum(assigned) FROM pool_day WHERE shop_id = $1) AS pools,
              (SELECT sum(assigned) FROM daily_total WHERE shop_id = $1) AS shop`,
      [shop.id],
    );
    expect(days).toEqual({ pools: 50, shop: 50 });
  });
});
