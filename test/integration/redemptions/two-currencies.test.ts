import { beforeEach, describe, expect, it } from "vitest";
import { readPeriod } from "../../../app/features/statistics/period";
import { readStatistics } from "../../../app/features/statistics/read-statistics.server";
import { expectConsistentLedger } from "../../factories/consistent-ledger";
import { orderFixture } from "../../factories/order-fixture";
import { insertPool } from "../../factories/stocked-pool";

const fixture = orderFixture();

describe("an order paid in the buyer's currency", () => {
  let code: string;
  let poolId: number;
  const yen = { presentment: { currency: "JPY", rate: 163.5 } };

  beforeEach(async () => {
    await fixture.services.database.query(
      "TRUNCATE pool, code, redemption, shop_order, order_day, webhook_receipt CASCADE",
    );
    fixture.sandbox.app.received = [];
    poolId = await insertPool(fixture.services, fixture.shop, { codes: 1 });
    await fixture.publish(poolId);
    const [row] = await fixture.services.database.query<{ code: string }>("SELECT code FROM code");
    code = row?.code ?? "";
  });

  const place = () =>
    fixture.orders.place({
      codes: [code],
      email: "ada@mail.example",
      lines: [{ title: "Coat", price: "100.00" }],
      ...yen,
    });
  /** Delivers the received webhooks with these topics and runs the jobs. */
  async function deliverWebhooks(topics: RegExp) {
    const received = fixture.sandbox.app.received.splice(0);
    for (const event of received) if (topics.test(event.path)) await fixture.deliver(event);
    await fixture.work();
  }
  const known = async () => {
    const [order] = await fixture.services.database.query<{ refunded: string; currency: string }>(
      "SELECT trim_scale(refunded)::text AS refunded, currency FROM shop_order",
    );
    return order;
  };

  it("has refunds in that currency, which the ledger stores in the store's currency", async () => {
    const order = await place();
    await deliverWebhooks(/./);
    const refunded = await fixture.orders.act(order, "refund", { lines: [], amount: "20.00" });
    const update = fixture.sandbox.app.received.find(({ path }) => path.endsWith("orders/updated"));
    expect(JSON.parse(update?.body ?? "")).toMatchObject({
      currency: "EUR",
      presentment_currency: "JPY",
      total_price: order.total,
      refunds: [{ transactions: [{ amount: "3270", currency: "JPY" }] }],
    });
    await deliverWebhooks(/orders\/updated/);
    expect(await known()).toEqual({ refunded: "20", currency: "EUR" });
    expect(refunded.refunded).toBe("20.00");
    const { money } = await readStatistics(fixture.services, fixture.shop, {
      poolId,
      period: readPeriod({}, fixture.services.clock.now(), fixture.shop.timeZone),
    });
    expect(money).toMatchObject([{ currency: "EUR" }]);
    expect(Number(money[0]?.orderValue)).toBeCloseTo(Number(order.total) - 20);
    await expectConsistentLedger(fixture.services, fixture.shop);
  });

  it("stays correct after other changes", async () => {
    const order = await place();
    await fixture.orders.act(order, "refund", { lines: [], amount: "20.00" });
    await deliverWebhooks(/./);
    await fixture.wait(1);
    await fixture.orders.act(order, "edit", { add: [{ title: "Sticker", price: "0.00" }] });
    await deliverWebhooks(/orders\/updated/);
    expect(await known()).toEqual({ refunded: "20", currency: "EUR" });
  });

  it("is read once, however many webhooks announce the refund", async () => {
    const order = await place();
    await deliverWebhooks(/./);
    await fixture.orders.act(order, "refund", { lines: [], amount: "20.00" });
    const received = fixture.sandbox.app.received.splice(0);
    for (const event of [...received, ...received]) expect(await fixture.deliver(event)).toBe(200);
    const jobs = await fixture.services.database.query(
      "SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'read-order'",
    );
    expect(jobs).toHaveLength(1);
    await fixture.work();
    expect(await known()).toEqual({ refunded: "20", currency: "EUR" });
  });

  it("is not read if it has none of our codes", async () => {
    const order = await fixture.orders.place({ email: "ada@mail.example", ...yen });
    await fixture.orders.act(order, "refund", { lines: [], amount: "1.00" });
    for (const event of fixture.sandbox.app.received.splice(0)) {
      if (event.path.endsWith("orders/updated")) await fixture.deliver(event);
    }
    const jobs = await fixture.services.database.query(
      "SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'read-order'",
    );
    expect(jobs).toEqual([]);
  });
});
