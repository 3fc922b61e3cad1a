import { describe, expect, it } from "vitest";
import { applyOrders } from "../../../app/features/redemptions/ledger/apply-orders.server";
import { ledgerFixture, nothing } from "../../factories/ledger-fixture";
import { later, orderWith, processOrders, receiveOrders } from "../../factories/orders";

const never = new AbortController().signal;

describe("changes to orders with codes", () => {
  const fixture = ledgerFixture("ledger-changes");
  const { give, stock, redemptions, expectConsistent, codeTexts } = fixture;

  it("keep a code redeemed until its last order is removed", async () => {
    const { code } = await give("ada@example.com");
    const first = orderWith([code]);
    const second = orderWith([code], { email: "bob@example.com" });
    await processOrders(fixture.services, fixture.shop, first, second);
    expect(await redemptions()).toMatchObject([{ buyer: "recipient" }, { buyer: "other" }]);
    expect(await stock()).toEqual({ ...nothing, available: 2, redeemed: 1 });
    await processOrders(fixture.services, fixture.shop, later(first, 5, { codes: [] }));
    expect(await stock()).toEqual({ ...nothing, available: 2, redeemed: 1 });
    await processOrders(fixture.services, fixture.shop, later(second, 5, { codes: [] }));
    expect(await stock()).toEqual({ ...nothing, available: 2, assigned: 1 });
    await expectConsistent();
  });

  it("return a code to its recipient when an edit removes it from the order", async () => {
    const { code } = await give("ada@example.com");
    const order = orderWith([code]);
    await processOrders(fixture.services, fixture.shop, order, later(order, 5, { codes: [] }));
    expect(await redemptions()).toMatchObject([{ removed: true, state: "assigned" }]);
    expect(await stock()).toEqual({ ...nothing, available: 2, assigned: 1 });
    await expectConsistent();
    await processOrders(fixture.services, fixture.shop, later(order, 9, {}));
    expect(await redemptions()).toMatchObject([{ removed: false, state: "redeemed" }]);
    await expectConsistent();
  });

  it("return an unassigned code to the end of the queue when an edit removes it", async () => {
    const [first = "", second, third] = await codeTexts();
    const order = orderWith([first]);
    await processOrders(fixture.services, fixture.shop, order);
    await give("bob@example.com");
    await processOrders(fixture.services, fixture.shop, later(order, 5, { codes: [] }));
    expect(await codeTexts()).toEqual([second, third, first]);
    await expectConsistent();
    expect((await give("cleo@example.com")).code).toBe(third);
    expect((await give("dan@example.com")).code).toBe(first);
  });

  it("are recorded for test orders, but not counted", async () => {
    const { code } = await give("ada@example.com");
    await processOrders(fixture.services, fixture.shop, orderWith([code], { test: true }));
    // The platform won't accept the code again, so it must not be assigned.
    expect(await redemptions()).toMatchObject([{ state: "redeemed" }]);
    expect(
      await fixture.services.database.query("SELECT 1 FROM order_day WHERE shop_id = $1", [
        fixture.shop.id,
      ]),
    ).toEqual([]);
    await expectConsistent();
  });

  it("count on the day in the store's time zone, minus refunds", async () => {
    const { code } = await give("ada@example.com");
    const order = orderWith([code], { createdAt: new Date("2026-11-20T23:30:00Z") });
    await processOrders(fixture.services, fixture.shop, later(order, 5, { refunded: "20.50" }));
    expect(
      await fixture.services.database.query(
        `SELECT day, order_value::text AS value FROM order_day
          WHERE shop_id = $1 AND pool_id = $2 AND source = 'manual'`,
        [fixture.shop.id, fixture.poolId],
      ),
    ).toEqual([{ day: "2026-11-21", value: "29.5000" }]);
    await expectConsistent();
  });

  it("are applied by age, not by arrival", async () => {
    const { code } = await give("ada@example.com");
    const order = orderWith([code]);
    const edited = later(order, 5, { total: "45.00" });
    const refunded = later(order, 10, { refunded: "45.00", fullyRefunded: true, total: "45.00" });
    await processOrders(fixture.services, fixture.shop, refunded, order, edited, refunded, order);
    const truth = [{ reversal: "keep", state: "redeemed" }];
    expect(await redemptions()).toMatchObject(truth);
    await expectConsistent();
    expect(
      await fixture.services.database.query(
        "SELECT 1 FROM order_day WHERE shop_id = $1 AND orders > 0",
        [fixture.shop.id],
      ),
    ).toEqual([]);
  });

  it("are read from the platform if two states with the same time differ", async () => {
    const { code } = await give("ada@example.com");
    const order = orderWith([code]);
    await receiveOrders(fixture.services, fixture.shop, order, { ...order, total: "44.00" });
    const jobs = await fixture.services.database.query(
      `SELECT payload FROM graphile_worker._private_jobs AS jobs
         JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id
        WHERE identifier = 'read-order'`,
    );
    expect(jobs).toEqual([{ payload: { shopId: fixture.shop.id, orderId: order.id } }]);
  });

  it("are applied once by four concurrent workers", async () => {
    const given = await Promise.all(
      Array.from({ length: 3 }, (_, n) => give(`person-${n}@example.com`)),
    );
    const orders = Array.from({ length: 40 }, (_, n) => orderWith([given[n % 3]?.code ?? ""]));
    await receiveOrders(fixture.services, fixture.shop, ...orders);
    await Promise.all(
      Array.from({ length: 4 }, () => applyOrders(fixture.services, fixture.shop, never)),
    );
    await applyOrders(fixture.services, fixture.shop, never);
    expect(await redemptions()).toHaveLength(40);
    expect(await stock()).toEqual({ ...nothing, redeemed: 3 });
    await expectConsistent();
  });
});
