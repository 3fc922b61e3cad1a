import { describe, expect, it } from "vitest";
import { releaseAssignments } from "../../../app/features/assignments/release/release-assignments.server";
import { expireCodes } from "../../../app/features/codes/expire-codes.server";
import { voidCodes } from "../../../app/features/codes/void-codes.server";
import { ledgerFixture, nothing } from "../../factories/ledger-fixture";
import { cancelled, later, orderWith, processOrders } from "../../factories/orders";
import { insertPool, type StockedPool } from "../../factories/stocked-pool";

const actor = { name: "Ada" };

describe("orders with codes", () => {
  const fixture = ledgerFixture("ledger");
  const { give, stock, redemptions, expectConsistent, codeTexts } = fixture;

  it("redeem the recipient's code, ignoring case", async () => {
    const { code } = await give("ada@example.com");
    const order = orderWith([` ${code.toLowerCase()} `], { email: "Ada@Example.com" });
    await processOrders(fixture.services, fixture.shop, order);
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
    await expectConsistent();
  });

  it("are not stored if they have none of our codes", async () => {
    await processOrders(fixture.services, fixture.shop, orderWith(["SUMMER"]), orderWith([]));
    expect(
      await fixture.services.database.query("SELECT 1 FROM shop_order WHERE shop_id = $1", [
        fixture.shop.id,
      ]),
    ).toEqual([]);
  });

  it("are flagged if someone other than the recipient used the code", async () => {
    const { code } = await give("ada@example.com");
    await processOrders(
      fixture.services,
      fixture.shop,
      orderWith([code], { email: "bob@example.com" }),
    );
    expect(await redemptions()).toMatchObject([{ buyer: "other", state: "redeemed" }]);
    expect(
      await fixture.services.database.query(
        "SELECT action, detail FROM audit_entry WHERE shop_id = $1 AND action LIKE 'codes.%'",
        [fixture.shop.id],
      ),
    ).toEqual([{ action: "codes.used-by-others", detail: { count: 1 } }]);
    await expectConsistent();
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
  ])("match the buyer given %s", async (_, recipient, email, customerId, buyer) => {
    const { code } = await give(recipient);
    await processOrders(fixture.services, fixture.shop, orderWith([code], { email, customerId }));
    expect(await redemptions()).toMatchObject([{ buyer }]);
  });

  it("redeem a code that was never assigned and remove it from the queue", async () => {
    const [first, second] = await codeTexts();
    await processOrders(fixture.services, fixture.shop, orderWith([first ?? ""]));
    expect(await redemptions()).toMatchObject([{ buyer: "unknown", state: "redeemed" }]);
    expect(await stock()).toEqual({ ...nothing, available: 2, redeemed: 1 });
    expect((await give("ada@example.com")).code).toBe(second);
    await expectConsistent();
  });

  it("record codes of several pools, each with its discount amount", async () => {
    const other = await insertPool(fixture.services, fixture.shop, { codes: 1 });
    const one = await give("ada@example.com");
    const two = await give("ada@example.com", other, "api");
    const order = orderWith([]);
    const codes = [
      { code: one.code, amount: "5.00" },
      { code: "SUMMER", amount: "1.00" },
      { code: two.code, amount: "0.10" },
    ];
    await processOrders(fixture.services, fixture.shop, { ...order, codes });
    expect((await redemptions()).map(({ code, amount }) => [code, amount])).toEqual([
      [one.code, "5"],
      [two.code, "0.1"],
    ]);
    const [all] = await fixture.services.database.query(
      `SELECT redeemed, orders, discount::text, order_value::text AS value FROM order_day
        WHERE shop_id = $1 AND pool_id = 0 AND source = ''`,
      [fixture.shop.id],
    );
    expect(all).toEqual({ redeemed: 2, orders: 1, discount: "5.1000", value: "50.0000" });
    await expectConsistent();
  });

  it("redeem expired, voided and released codes", async () => {
    const dated: StockedPool = { codes: 1, code: { useBy: new Date("2026-11-22T12:00:00Z") } };
    const expiring = await insertPool(fixture.services, fixture.shop, dated);
    const late = await give("ada@example.com", expiring);
    fixture.services.setTime(new Date("2026-11-23T12:00:00Z"));
    await expireCodes(fixture.services);
    const [voided = "", , free = ""] = await codeTexts();
    const [row] = await fixture.services.database.query<{ id: number }>(
      "SELECT id FROM code WHERE shop_id = $1 AND code = $2",
      [fixture.shop.id, voided],
    );
    await voidCodes(fixture.services, fixture.shop, {
      poolId: fixture.poolId,
      codeIds: [row?.id ?? 0],
      actor,
    });
    const released = await give("bob@example.com");
    const assignmentIds = [released.id];
    await releaseAssignments(fixture.services, fixture.shop, {
      poolId: null,
      assignmentIds,
      actor,
    });
    const order = orderWith([late.code, voided, released.code], { email: "bob@example.com" });
    await processOrders(fixture.services, fixture.shop, order);
    expect(await stock(expiring)).toEqual({ ...nothing, redeemed: 1 });
    expect(await stock()).toEqual({ ...nothing, available: 1, redeemed: 2 });
    const buyers = (await redemptions()).map(({ code, buyer }) => [code, buyer]);
    expect(new Map(buyers as [string, string][])).toEqual(
      new Map([
        [late.code, "other"],
        [voided, "unknown"],
        // The buyer was its recipient before the release, and nobody has it now.
        [released.code, "recipient"],
      ]),
    );
    await expectConsistent();
    await processOrders(fixture.services, fixture.shop, later(order, 5, { codes: [] }));
    expect(await stock(expiring)).toEqual({ ...nothing, expired: 1 });
    expect(await stock()).toEqual({ ...nothing, available: 2, voided: 1 });
    await expectConsistent();
    expect((await give("cleo@example.com")).code).toBe(free);
  });

  it("keep a shared code available, and match its recipient", async () => {
    const shared = await insertPool(fixture.services, fixture.shop, { type: "shared", codes: 1 });
    const { code } = await give("ada@example.com", shared, "campaign:spring");
    await processOrders(
      fixture.services,
      fixture.shop,
      orderWith([code]),
      cancelled(orderWith([code], { email: "bob@example.com" })),
    );
    expect(await stock(shared)).toEqual({ ...nothing, available: 1 });
    expect(await redemptions()).toMatchObject([
      { buyer: "recipient", reversal: null, state: "available" },
      { buyer: "unknown", reversal: "keep", state: "available" },
    ]);
    const sources = await fixture.services.database.query(
      "SELECT source FROM order_day WHERE shop_id = $1 AND pool_id = $2 ORDER BY 1",
      [fixture.shop.id, shared],
    );
    expect(sources).toEqual([{ source: "" }, { source: "campaign:spring" }]);
    await expectConsistent();
  });
});
