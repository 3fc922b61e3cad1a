import { beforeEach, describe, expect, it } from "vitest";
import { readPeriod } from "../../../app/features/statistics/period";
import { readStatistics } from "../../../app/features/statistics/read-statistics.server";
import { expectTrueFigures } from "../../factories/ledger-truth";
import { orderFixture } from "../../factories/order-fixture";
import { insertPool } from "../../factories/stocked-pool";

const world = orderFixture();

describe("an order that was paid in the buyer's currency", () => {
  let code: string;
  let poolId: number;
  const yen = { presentment: { currency: "JPY", rate: 163.5 } };

  beforeEach(async () => {
    await world.services.database.query(
      "TRUNCATE pool, code, redemption, shop_order, order_day, webhook_receipt CASCADE",
    );
    world.sandbox.app.heard = [];
    poolId = await insertPool(world.services, world.shop, { codes: 1 });
    await world.publish(poolId);
    const [row] = await world.services.database.query<{ code: string }>("SELECT code FROM code");
    code = row?.code ?? "";
  });

  const place = () =>
    world.orders.place({
      codes: [code],
      email: "ada@mail.example",
      lines: [{ title: "Coat", price: "100.00" }],
      ...yen,
    });
  /** Delivers what came, but topics that only ask for the order, and works it off. */
  async function hear(topics: RegExp) {
    const heard = world.sandbox.app.heard.splice(0);
    for (const event of heard) if (topics.test(event.path)) await world.deliver(event);
    await world.work();
  }
  const known = async () => {
    const [order] = await world.services.database.query<{ refunded: string; currency: string }>(
      "SELECT trim_scale(refunded)::text AS refunded, currency FROM shop_order",
    );
    return order;
  };

  it("tells its refunds in that currency, and the ledger keeps the store's", async () => {
    const order = await place();
    await hear(/./);
    const refunded = await world.orders.act(order, "refund", { lines: [], amount: "20.00" });
    const update = world.sandbox.app.heard.find(({ path }) => path.endsWith("orders/updated"));
    expect(JSON.parse(update?.body ?? "")).toMatchObject({
      currency: "EUR",
      presentment_currency: "JPY",
      total_price: order.total,
      refunds: [{ transactions: [{ amount: "3270", currency: "JPY" }] }],
    });
    await hear(/orders\/updated/);
    expect(await known()).toEqual({ refunded: "20", currency: "EUR" });
    expect(refunded.refunded).toBe("20.00");
    const { money } = await readStatistics(world.services, world.shop, {
      poolId,
      period: readPeriod({}, world.services.clock.now(), world.shop.timeZone),
    });
    expect(money).toMatchObject([{ currency: "EUR" }]);
    expect(Number(money[0]?.orderValue)).toBeCloseTo(Number(order.total) - 20);
    await expectTrueFigures(world.services, world.shop);
  });

  it("stays right when something else about it changes later", async () => {
    const order = await place();
    await world.orders.act(order, "refund", { lines: [], amount: "20.00" });
    await hear(/./);
    await world.wait(1);
    await world.orders.act(order, "edit", { add: [{ title: "Sticker", price: "0.00" }] });
    await hear(/orders\/updated/);
    expect(await known()).toEqual({ refunded: "20", currency: "EUR" });
  });

  it("is read once, however many events tell of one refund", async () => {
    const order = await place();
    await hear(/./);
    await world.orders.act(order, "refund", { lines: [], amount: "20.00" });
    const heard = world.sandbox.app.heard.splice(0);
    for (const event of [...heard, ...heard]) expect(await world.deliver(event)).toBe(200);
    const jobs = await world.services.database.query(
      "SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'read-order'",
    );
    expect(jobs).toHaveLength(1);
    await world.work();
    expect(await known()).toEqual({ refunded: "20", currency: "EUR" });
  });

  it("is not asked for when it carries none of our codes", async () => {
    const order = await world.orders.place({ email: "ada@mail.example", ...yen });
    await world.orders.act(order, "refund", { lines: [], amount: "1.00" });
    for (const event of world.sandbox.app.heard.splice(0)) {
      if (event.path.endsWith("orders/updated")) await world.deliver(event);
    }
    const jobs = await world.services.database.query(
      "SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'read-order'",
    );
    expect(jobs).toEqual([]);
  });
});
