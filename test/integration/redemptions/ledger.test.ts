import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { assignCodes } from "../../../app/assignments/assign-codes.server";
import { releaseAssignments } from "../../../app/assignments/release-assignments.server";
import { expireCodes } from "../../../app/codes/expire-codes.server";
import { voidCodes } from "../../../app/codes/void-codes.server";
import type { ShopContext } from "../../../app/core/ids";
import { settleOrders } from "../../../app/redemptions/ledger/settle-orders.server";
import { expectTrueFigures, readRedemptions } from "../../factories/ledger-truth";
import { cancelled, follow, later, orderWith, tell } from "../../factories/orders";
import { expectTruth } from "../../factories/stock-truth";
import { insertPool, type StockedPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const actor = { name: "Ada" };
const never = new AbortController().signal;

describe("orders that used codes", () => {
  let services: TestServices;
  let shop: ShopContext;
  let poolId: number;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  afterAll(() => services.close());
  beforeEach(async () => {
    services.setTime(new Date("2026-11-21T12:00:00Z"));
    shops += 1;
    shop = await insertShop(services, `ledger-${shops}.myshopify.com`);
    poolId = await insertPool(services, shop, { codes: 3 });
  });

  async function give(recipient: string, pool = poolId, source = "manual") {
    const answer = await assignCodes(services, shop, {
      pool,
      recipients: [{ recipient }],
      source,
    });
    const [one] = answer.ok ? answer.value : [];
    if (!one?.ok) throw new Error("no code");
    return one.value;
  }
  const stock = async (pool = poolId) =>
    (
      await services.database.query(
        "SELECT available, assigned, redeemed, expired, voided FROM pool_stock WHERE shop_id = $1 AND pool_id = $2",
        [shop.id, pool],
      )
    )[0];
  const nothing = { available: 0, assigned: 0, redeemed: 0, expired: 0, voided: 0 };
  const redemptions = () => readRedemptions(services, shop);
  const trueEverywhere = async () => {
    await expectTruth(services, shop);
    await expectTrueFigures(services, shop);
  };
  const codeTexts = async (pool = poolId) =>
    (
      await services.database.query<{ code: string }>(
        "SELECT code FROM code WHERE shop_id = $1 AND pool_id = $2 ORDER BY position",
        [shop.id, pool],
      )
    ).map(({ code }) => code);

  it("redeem the recipient's code, whatever its case", async () => {
    const { code } = await give("ada@example.com");
    const order = orderWith([` ${code.toLowerCase()} `], { email: "Ada@Example.com" });
    await follow(services, shop, order);
    expect(await redemptions()).toEqual([
      {
        order: order.name,
        code,
        state: "redeemed",
        amount: "5",
        buyer: "recipient",
        removed: false,
        reversal: null,
      },
    ]);
    expect(await stock()).toEqual({ ...nothing, available: 2, redeemed: 1 });
    await trueEverywhere();
  });

  it("leave nothing behind when they carry none of our codes", async () => {
    await follow(services, shop, orderWith(["SUMMER"]), orderWith([]));
    expect(
      await services.database.query("SELECT 1 FROM shop_order WHERE shop_id = $1", [shop.id]),
    ).toEqual([]);
  });

  it("are flagged when somebody else used the code", async () => {
    const { code } = await give("ada@example.com");
    await follow(services, shop, orderWith([code], { email: "bob@example.com" }));
    expect(await redemptions()).toMatchObject([{ buyer: "other", state: "redeemed" }]);
    expect(
      await services.database.query(
        "SELECT action, detail FROM audit_entry WHERE shop_id = $1 AND action LIKE 'codes.%'",
        [shop.id],
      ),
    ).toEqual([{ action: "codes.used-by-others", detail: { count: 1 } }]);
    await trueEverywhere();
  });

  it.each([
    ["an address, and a guest's order without one", "ada@example.com", null, null, "unknown"],
    [
      "an address, and an order by a customer",
      "ada@example.com",
      null,
      "gid://shopify/Customer/7",
      "unknown",
    ],
    ["a customer, and a guest's order", "7", "ada@example.com", null, "unknown"],
    ["a customer, and their order", "7", "x@example.com", "gid://shopify/Customer/7", "recipient"],
    [
      "a customer, and another one's order",
      "7",
      "x@example.com",
      "gid://shopify/Customer/8",
      "other",
    ],
  ])("compare the buyer with %s", async (_, recipient, email, customerId, buyer) => {
    const { code } = await give(recipient);
    await follow(services, shop, orderWith([code], { email, customerId }));
    expect(await redemptions()).toMatchObject([{ buyer }]);
  });

  it("redeem a code that nobody was given, straight out of the line", async () => {
    const [first, second] = await codeTexts();
    await follow(services, shop, orderWith([first ?? ""]));
    expect(await redemptions()).toMatchObject([{ buyer: "unknown", state: "redeemed" }]);
    expect(await stock()).toEqual({ ...nothing, available: 2, redeemed: 1 });
    expect((await give("ada@example.com")).code).toBe(second);
    await trueEverywhere();
  });

  it("record several of our codes, of different pools, each with what it took off", async () => {
    const other = await insertPool(services, shop, { codes: 1 });
    const one = await give("ada@example.com");
    const two = await give("ada@example.com", other, "api");
    const order = orderWith([]);
    const codes = [
      { code: one.code, amount: "5.00" },
      { code: "SUMMER", amount: "1.00" },
      { code: two.code, amount: "0.10" },
    ];
    await follow(services, shop, { ...order, codes });
    expect((await redemptions()).map(({ code, amount }) => [code, amount])).toEqual([
      [one.code, "5"],
      [two.code, "0.1"],
    ]);
    const [all] = await services.database.query(
      `SELECT redeemed, orders, discount::text, order_value::text AS value FROM order_day
        WHERE shop_id = $1 AND pool_id = 0 AND source = ''`,
      [shop.id],
    );
    expect(all).toEqual({ redeemed: 2, orders: 1, discount: "5.1000", value: "50.0000" });
    await trueEverywhere();
  });

  it("may be two for one code: it is redeemed until the last of them is gone", async () => {
    const { code } = await give("ada@example.com");
    const first = orderWith([code]);
    const second = orderWith([code], { email: "bob@example.com" });
    await follow(services, shop, first, second);
    expect(await redemptions()).toMatchObject([{ buyer: "recipient" }, { buyer: "other" }]);
    expect(await stock()).toEqual({ ...nothing, available: 2, redeemed: 1 });
    await follow(services, shop, later(first, 5, { codes: [] }));
    expect(await stock()).toEqual({ ...nothing, available: 2, redeemed: 1 });
    await follow(services, shop, later(second, 5, { codes: [] }));
    expect(await stock()).toEqual({ ...nothing, available: 2, assigned: 1 });
    await trueEverywhere();
  });

  it("give the code back to its holder when an edit takes it off the order", async () => {
    const { code } = await give("ada@example.com");
    const order = orderWith([code]);
    await follow(services, shop, order, later(order, 5, { codes: [] }));
    expect(await redemptions()).toMatchObject([{ removed: true, state: "assigned" }]);
    expect(await stock()).toEqual({ ...nothing, available: 2, assigned: 1 });
    await trueEverywhere();
    await follow(services, shop, later(order, 9, {}));
    expect(await redemptions()).toMatchObject([{ removed: false, state: "redeemed" }]);
    await trueEverywhere();
  });

  it("put a code that nobody holds at the end of the line when an edit takes it off", async () => {
    const [first = "", second, third] = await codeTexts();
    const order = orderWith([first]);
    await follow(services, shop, order);
    await give("bob@example.com");
    await follow(services, shop, later(order, 5, { codes: [] }));
    expect(await codeTexts()).toEqual([second, third, first]);
    await trueEverywhere();
    expect((await give("cleo@example.com")).code).toBe(third);
    expect((await give("dan@example.com")).code).toBe(first);
  });

  it("redeem codes that were expired, voided or released before", async () => {
    const dated: StockedPool = { codes: 1, code: { useBy: new Date("2026-11-22T12:00:00Z") } };
    const expiring = await insertPool(services, shop, dated);
    const late = await give("ada@example.com", expiring);
    services.setTime(new Date("2026-11-23T12:00:00Z"));
    await expireCodes(services);
    const [voided = "", , free = ""] = await codeTexts();
    const [row] = await services.database.query<{ id: number }>(
      "SELECT id FROM code WHERE shop_id = $1 AND code = $2",
      [shop.id, voided],
    );
    await voidCodes(services, shop, { poolId, codeIds: [row?.id ?? 0], actor });
    const released = await give("bob@example.com");
    const assignmentIds = [released.id];
    await releaseAssignments(services, shop, { poolId: null, assignmentIds, actor });
    const order = orderWith([late.code, voided, released.code], { email: "bob@example.com" });
    await follow(services, shop, order);
    expect(await stock(expiring)).toEqual({ ...nothing, redeemed: 1 });
    expect(await stock()).toEqual({ ...nothing, available: 1, redeemed: 2 });
    const buyers = (await redemptions()).map(({ code, buyer }) => [code, buyer]);
    expect(new Map(buyers as [string, string][])).toEqual(
      new Map([
        [late.code, "other"],
        [voided, "unknown"],
        // It was theirs once, and nobody has it now.
        [released.code, "recipient"],
      ]),
    );
    await trueEverywhere();
    await follow(services, shop, later(order, 5, { codes: [] }));
    expect(await stock(expiring)).toEqual({ ...nothing, expired: 1 });
    expect(await stock()).toEqual({ ...nothing, available: 2, voided: 1 });
    await trueEverywhere();
    expect((await give("cleo@example.com")).code).toBe(free);
  });

  it("leave the stock of a shared code alone, and know who was given it", async () => {
    const shared = await insertPool(services, shop, { type: "shared", codes: 1 });
    const { code } = await give("ada@example.com", shared, "campaign:spring");
    await follow(
      services,
      shop,
      orderWith([code]),
      cancelled(orderWith([code], { email: "bob@example.com" })),
    );
    expect(await stock(shared)).toEqual({ ...nothing, available: 1 });
    expect(await redemptions()).toMatchObject([
      { buyer: "recipient", reversal: null, state: "available" },
      { buyer: "unknown", reversal: "keep", state: "available" },
    ]);
    const sources = await services.database.query(
      "SELECT source FROM order_day WHERE shop_id = $1 AND pool_id = $2 ORDER BY 1",
      [shop.id, shared],
    );
    expect(sources).toEqual([{ source: "" }, { source: "campaign:spring" }]);
    await trueEverywhere();
  });

  it("of a test are recorded and marked, and stay out of the figures", async () => {
    const { code } = await give("ada@example.com");
    await follow(services, shop, orderWith([code], { test: true }));
    // The platform will not take the code again, so it must not be handed out again.
    expect(await redemptions()).toMatchObject([{ state: "redeemed" }]);
    expect(
      await services.database.query("SELECT 1 FROM order_day WHERE shop_id = $1", [shop.id]),
    ).toEqual([]);
    await trueEverywhere();
  });

  it("count for the day that it was in the shop, less what was refunded", async () => {
    const { code } = await give("ada@example.com");
    const order = orderWith([code], { createdAt: new Date("2026-11-20T23:30:00Z") });
    await follow(services, shop, later(order, 5, { refunded: "20.50" }));
    expect(
      await services.database.query(
        `SELECT day, order_value::text AS value FROM order_day
          WHERE shop_id = $1 AND pool_id = $2 AND source = 'manual'`,
        [shop.id, poolId],
      ),
    ).toEqual([{ day: "2026-11-21", value: "29.5000" }]);
    await trueEverywhere();
  });

  it("take states of one order by their age, not by when they arrive", async () => {
    const { code } = await give("ada@example.com");
    const order = orderWith([code]);
    const edited = later(order, 5, { total: "45.00" });
    const refunded = later(order, 10, { refunded: "45.00", fullyRefunded: true, total: "45.00" });
    await follow(services, shop, refunded, order, edited, refunded, order);
    const truth = [{ reversal: "keep", state: "redeemed" }];
    expect(await redemptions()).toMatchObject(truth);
    await trueEverywhere();
    expect(
      await services.database.query("SELECT 1 FROM order_day WHERE shop_id = $1 AND orders > 0", [
        shop.id,
      ]),
    ).toEqual([]);
  });

  it("ask the platform when two states of one moment differ", async () => {
    const { code } = await give("ada@example.com");
    const order = orderWith([code]);
    await tell(services, shop, order, { ...order, total: "44.00" });
    const jobs = await services.database.query(
      `SELECT payload FROM graphile_worker._private_jobs AS jobs
         JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id
        WHERE identifier = 'read-order'`,
    );
    expect(jobs).toEqual([{ payload: { shopId: shop.id, orderId: order.id } }]);
  });

  it("are settled once, although four workers do it at once", async () => {
    const given = await Promise.all(
      Array.from({ length: 3 }, (_, n) => give(`person-${n}@example.com`)),
    );
    const orders = Array.from({ length: 40 }, (_, n) => orderWith([given[n % 3]?.code ?? ""]));
    await tell(services, shop, ...orders);
    await Promise.all(Array.from({ length: 4 }, () => settleOrders(services, shop, never)));
    await settleOrders(services, shop, never);
    expect(await redemptions()).toHaveLength(40);
    expect(await stock()).toEqual({ ...nothing, redeemed: 3 });
    await trueEverywhere();
  });
});
