import { describe, expect, it } from "vitest";
import { applyOrders } from "../../../app/features/redemptions/ledger/apply-orders.server";
import { ledgerFixture, nothing } from "../../factories/ledger-fixture";
import { follow, later, orderWith, tell } from "../../factories/orders";

const never = new AbortController().signal;

describe("orders that used codes, and what becomes of them", () => {
  const world = ledgerFixture("ledger-changes");
  const { give, stock, redemptions, trueEverywhere, codeTexts } = world;

  it("may be two for one code: it is redeemed until the last of them is gone", async () => {
    const { code } = await give("ada@example.com");
    const first = orderWith([code]);
    const second = orderWith([code], { email: "bob@example.com" });
    await follow(world.services, world.shop, first, second);
    expect(await redemptions()).toMatchObject([{ buyer: "recipient" }, { buyer: "other" }]);
    expect(await stock()).toEqual({ ...nothing, available: 2, redeemed: 1 });
    await follow(world.services, world.shop, later(first, 5, { codes: [] }));
    expect(await stock()).toEqual({ ...nothing, available: 2, redeemed: 1 });
    await follow(world.services, world.shop, later(second, 5, { codes: [] }));
    expect(await stock()).toEqual({ ...nothing, available: 2, assigned: 1 });
    await trueEverywhere();
  });

  it("give the code back to its holder when an edit takes it off the order", async () => {
    const { code } = await give("ada@example.com");
    const order = orderWith([code]);
    await follow(world.services, world.shop, order, later(order, 5, { codes: [] }));
    expect(await redemptions()).toMatchObject([{ removed: true, state: "assigned" }]);
    expect(await stock()).toEqual({ ...nothing, available: 2, assigned: 1 });
    await trueEverywhere();
    await follow(world.services, world.shop, later(order, 9, {}));
    expect(await redemptions()).toMatchObject([{ removed: false, state: "redeemed" }]);
    await trueEverywhere();
  });

  it("put a code that nobody holds at the end of the line when an edit takes it off", async () => {
    const [first = "", second, third] = await codeTexts();
    const order = orderWith([first]);
    await follow(world.services, world.shop, order);
    await give("bob@example.com");
    await follow(world.services, world.shop, later(order, 5, { codes: [] }));
    expect(await codeTexts()).toEqual([second, third, first]);
    await trueEverywhere();
    expect((await give("cleo@example.com")).code).toBe(third);
    expect((await give("dan@example.com")).code).toBe(first);
  });

  it("of a test are recorded and marked, and stay out of the figures", async () => {
    const { code } = await give("ada@example.com");
    await follow(world.services, world.shop, orderWith([code], { test: true }));
    // The platform will not take the code again, so it must not be assigned again.
    expect(await redemptions()).toMatchObject([{ state: "redeemed" }]);
    expect(
      await world.services.database.query("SELECT 1 FROM order_day WHERE shop_id = $1", [
        world.shop.id,
      ]),
    ).toEqual([]);
    await trueEverywhere();
  });

  it("count for the day that it was in the shop, less what was refunded", async () => {
    const { code } = await give("ada@example.com");
    const order = orderWith([code], { createdAt: new Date("2026-11-20T23:30:00Z") });
    await follow(world.services, world.shop, later(order, 5, { refunded: "20.50" }));
    expect(
      await world.services.database.query(
        `SELECT day, order_value::text AS value FROM order_day
          WHERE shop_id = $1 AND pool_id = $2 AND source = 'manual'`,
        [world.shop.id, world.poolId],
      ),
    ).toEqual([{ day: "2026-11-21", value: "29.5000" }]);
    await trueEverywhere();
  });

  it("take states of one order by their age, not by when they arrive", async () => {
    const { code } = await give("ada@example.com");
    const order = orderWith([code]);
    const edited = later(order, 5, { total: "45.00" });
    const refunded = later(order, 10, { refunded: "45.00", fullyRefunded: true, total: "45.00" });
    await follow(world.services, world.shop, refunded, order, edited, refunded, order);
    const truth = [{ reversal: "keep", state: "redeemed" }];
    expect(await redemptions()).toMatchObject(truth);
    await trueEverywhere();
    expect(
      await world.services.database.query(
        "SELECT 1 FROM order_day WHERE shop_id = $1 AND orders > 0",
        [world.shop.id],
      ),
    ).toEqual([]);
  });

  it("ask the platform when two states of one moment differ", async () => {
    const { code } = await give("ada@example.com");
    const order = orderWith([code]);
    await tell(world.services, world.shop, order, { ...order, total: "44.00" });
    const jobs = await world.services.database.query(
      `SELECT payload FROM graphile_worker._private_jobs AS jobs
         JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id
        WHERE identifier = 'read-order'`,
    );
    expect(jobs).toEqual([{ payload: { shopId: world.shop.id, orderId: order.id } }]);
  });

  it("are settled once, although four workers do it at once", async () => {
    const given = await Promise.all(
      Array.from({ length: 3 }, (_, n) => give(`person-${n}@example.com`)),
    );
    const orders = Array.from({ length: 40 }, (_, n) => orderWith([given[n % 3]?.code ?? ""]));
    await tell(world.services, world.shop, ...orders);
    await Promise.all(
      Array.from({ length: 4 }, () => applyOrders(world.services, world.shop, never)),
    );
    await applyOrders(world.services, world.shop, never);
    expect(await redemptions()).toHaveLength(40);
    expect(await stock()).toEqual({ ...nothing, redeemed: 3 });
    await trueEverywhere();
  });
});
