import { describe, expect, it } from "vitest";
import { releaseAssignments } from "../../../app/features/assignments/release/release-assignments.server";
import { expireCodes } from "../../../app/features/codes/expire-codes.server";
import { voidCodes } from "../../../app/features/codes/void-codes.server";
import { ledgerFixture, nothing } from "../../factories/ledger-fixture";
import { cancelled, follow, later, orderWith } from "../../factories/orders";
import { insertPool, type StockedPool } from "../../factories/stocked-pool";

const actor = { name: "Ada" };

describe("orders that used codes", () => {
  const world = ledgerFixture("ledger");
  const { give, stock, redemptions, trueEverywhere, codeTexts } = world;

  it("redeem the recipient's code, whatever its case", async () => {
    const { code } = await give("ada@example.com");
    const order = orderWith([` ${code.toLowerCase()} `], { email: "Ada@Example.com" });
    await follow(world.services, world.shop, order);
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
    await follow(world.services, world.shop, orderWith(["SUMMER"]), orderWith([]));
    expect(
      await world.services.database.query("SELECT 1 FROM shop_order WHERE shop_id = $1", [
        world.shop.id,
      ]),
    ).toEqual([]);
  });

  it("are flagged when somebody else used the code", async () => {
    const { code } = await give("ada@example.com");
    await follow(world.services, world.shop, orderWith([code], { email: "bob@example.com" }));
    expect(await redemptions()).toMatchObject([{ buyer: "other", state: "redeemed" }]);
    expect(
      await world.services.database.query(
        "SELECT action, detail FROM audit_entry WHERE shop_id = $1 AND action LIKE 'codes.%'",
        [world.shop.id],
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
    await follow(world.services, world.shop, orderWith([code], { email, customerId }));
    expect(await redemptions()).toMatchObject([{ buyer }]);
  });

  it("redeem a code that nobody was given, straight out of the line", async () => {
    const [first, second] = await codeTexts();
    await follow(world.services, world.shop, orderWith([first ?? ""]));
    expect(await redemptions()).toMatchObject([{ buyer: "unknown", state: "redeemed" }]);
    expect(await stock()).toEqual({ ...nothing, available: 2, redeemed: 1 });
    expect((await give("ada@example.com")).code).toBe(second);
    await trueEverywhere();
  });

  it("record several of our codes, of different pools, each with what it took off", async () => {
    const other = await insertPool(world.services, world.shop, { codes: 1 });
    const one = await give("ada@example.com");
    const two = await give("ada@example.com", other, "api");
    const order = orderWith([]);
    const codes = [
      { code: one.code, amount: "5.00" },
      { code: "SUMMER", amount: "1.00" },
      { code: two.code, amount: "0.10" },
    ];
    await follow(world.services, world.shop, { ...order, codes });
    expect((await redemptions()).map(({ code, amount }) => [code, amount])).toEqual([
      [one.code, "5"],
      [two.code, "0.1"],
    ]);
    const [all] = await world.services.database.query(
      `SELECT redeemed, orders, discount::text, order_value::text AS value FROM order_day
        WHERE shop_id = $1 AND pool_id = 0 AND source = ''`,
      [world.shop.id],
    );
    expect(all).toEqual({ redeemed: 2, orders: 1, discount: "5.1000", value: "50.0000" });
    await trueEverywhere();
  });

  it("redeem codes that were expired, voided or released before", async () => {
    const dated: StockedPool = { codes: 1, code: { useBy: new Date("2026-11-22T12:00:00Z") } };
    const expiring = await insertPool(world.services, world.shop, dated);
    const late = await give("ada@example.com", expiring);
    world.services.setTime(new Date("2026-11-23T12:00:00Z"));
    await expireCodes(world.services);
    const [voided = "", , free = ""] = await codeTexts();
    const [row] = await world.services.database.query<{ id: number }>(
      "SELECT id FROM code WHERE shop_id = $1 AND code = $2",
      [world.shop.id, voided],
    );
    await voidCodes(world.services, world.shop, {
      poolId: world.poolId,
      codeIds: [row?.id ?? 0],
      actor,
    });
    const released = await give("bob@example.com");
    const assignmentIds = [released.id];
    await releaseAssignments(world.services, world.shop, { poolId: null, assignmentIds, actor });
    const order = orderWith([late.code, voided, released.code], { email: "bob@example.com" });
    await follow(world.services, world.shop, order);
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
    await follow(world.services, world.shop, later(order, 5, { codes: [] }));
    expect(await stock(expiring)).toEqual({ ...nothing, expired: 1 });
    expect(await stock()).toEqual({ ...nothing, available: 2, voided: 1 });
    await trueEverywhere();
    expect((await give("cleo@example.com")).code).toBe(free);
  });

  it("leave the stock of a shared code alone, and know who was given it", async () => {
    const shared = await insertPool(world.services, world.shop, { type: "shared", codes: 1 });
    const { code } = await give("ada@example.com", shared, "campaign:spring");
    await follow(
      world.services,
      world.shop,
      orderWith([code]),
      cancelled(orderWith([code], { email: "bob@example.com" })),
    );
    expect(await stock(shared)).toEqual({ ...nothing, available: 1 });
    expect(await redemptions()).toMatchObject([
      { buyer: "recipient", reversal: null, state: "available" },
      { buyer: "unknown", reversal: "keep", state: "available" },
    ]);
    const sources = await world.services.database.query(
      "SELECT source FROM order_day WHERE shop_id = $1 AND pool_id = $2 ORDER BY 1",
      [world.shop.id, shared],
    );
    expect(sources).toEqual([{ source: "" }, { source: "campaign:spring" }]);
    await trueEverywhere();
  });
});
