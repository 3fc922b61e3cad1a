import { describe, expect, it } from "vitest";
import { listUnexpectedUses } from "../../../app/features/redemptions/uses/list-unexpected-uses.server";
import type { UnexpectedKind } from "../../../app/features/redemptions/uses/unexpected-use";
import { readStatistics } from "../../../app/features/statistics/read-statistics.server";
import { ledgerFixture } from "../../factories/ledger-fixture";
import { cancelled, follow, orderWith } from "../../factories/orders";
import { insertPool } from "../../factories/stocked-pool";

const world = ledgerFixture("unexpected-uses");
const period = { from: "2026-11-21", to: "2026-11-21" };

const list = (kind: UnexpectedKind, parts: object = {}) =>
  listUnexpectedUses(world.services, world.shop, {
    kind,
    poolId: null,
    period,
    after: null,
    limit: 50,
    ...parts,
  });

describe("codes that were used though they were not the buyer's", () => {
  it("are listed with the order and whom they were for, as many as the statistics count", async () => {
    const leaked = await world.give("ada@example.com");
    const own = await world.give("bob@example.com");
    const order = orderWith([leaked.code], { email: "eve@example.com" });
    await follow(
      world.services,
      world.shop,
      order,
      orderWith([own.code], { email: "bob@example.com" }),
    );
    const { uses, next } = await list("others");
    expect(uses).toEqual([
      {
        orderId: order.id,
        order: order.name,
        orderedAt: order.createdAt,
        code: leaked.code,
        pool: { id: world.poolId, name: expect.any(String), deleted: false },
        recipient: "ada@example.com",
        amount: "5",
        currency: "EUR",
      },
    ]);
    expect(next).toBeNull();
    const query = { poolId: world.poolId, period };
    const { leaked: counted } = await readStatistics(world.services, world.shop, query);
    expect(uses).toHaveLength(counted);
  });

  it("are those that nobody was given, in a list of their own", async () => {
    const codes = await world.codeTexts();
    await follow(world.services, world.shop, orderWith([codes[2] ?? ""]));
    expect((await list("unassigned")).uses).toMatchObject([{ code: codes[2], recipient: null }]);
    expect((await list("others")).uses).toEqual([]);
  });

  it("leave out test orders, and orders that were reversed", async () => {
    const { code } = await world.give("ada@example.com");
    const [, second = "", third = ""] = await world.codeTexts();
    await follow(
      world.services,
      world.shop,
      cancelled(orderWith([code], { email: "eve@example.com" })),
      orderWith([second], { test: true }),
      orderWith([third], { fullyRefunded: true }),
    );
    expect((await list("others")).uses).toEqual([]);
    expect((await list("unassigned")).uses).toEqual([]);
  });

  it("are of one pool, of one store, and of the days asked for", async () => {
    const [code = ""] = await world.codeTexts();
    await follow(world.services, world.shop, orderWith([code]));
    const other = await insertPool(world.services, world.shop);
    expect((await list("unassigned", { poolId: world.poolId })).uses).toHaveLength(1);
    expect((await list("unassigned", { poolId: other })).uses).toEqual([]);
    const yesterday = { from: "2026-11-20", to: "2026-11-20" };
    expect((await list("unassigned", { period: yesterday })).uses).toEqual([]);
    const elsewhere = { ...world.shop, id: world.shop.id + 1 };
    const there = await listUnexpectedUses(world.services, elsewhere, {
      kind: "unassigned",
      poolId: null,
      period,
      after: null,
      limit: 50,
    });
    expect(there.uses).toEqual([]);
  });

  it("are each listed once, page by page, also those of one moment", async () => {
    const pool = await insertPool(world.services, world.shop, { codes: 25 });
    for (const code of await world.codeTexts(pool)) {
      await follow(world.services, world.shop, orderWith([code]));
    }
    const seen: (string | null)[] = [];
    let after: object | null = null;
    do {
      const page = await list("unassigned", { after, limit: 10 });
      seen.push(...page.uses.map(({ code }) => code));
      after = page.next;
    } while (after !== null);
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
  });
});
