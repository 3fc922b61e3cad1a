import { describe, expect, it } from "vitest";
import { listUnexpectedUses } from "../../../app/features/redemptions/uses/list-unexpected-uses.server";
import type { UnexpectedKind } from "../../../app/features/redemptions/uses/unexpected-use";
import { readStatistics } from "../../../app/features/statistics/read-statistics.server";
import { ledgerFixture } from "../../factories/ledger-fixture";
import { cancelled, orderWith, processOrders } from "../../factories/orders";
import { insertPool } from "../../factories/stocked-pool";

const fixture = ledgerFixture("unexpected-uses");
const period = { from: "2026-11-21", to: "2026-11-21" };

const list = (kind: UnexpectedKind, parts: object = {}) =>
  listUnexpectedUses(fixture.services, fixture.shop, {
    kind,
    poolId: null,
    period,
    after: null,
    limit: 50,
    ...parts,
  });

describe("redemptions by someone other than the recipient", () => {
  it("are listed with order and recipient, as many as the statistics count", async () => {
    const leaked = await fixture.give("ada@example.com");
    const own = await fixture.give("bob@example.com");
    const order = orderWith([leaked.code], { email: "eve@example.com" });
    await processOrders(
      fixture.services,
      fixture.shop,
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
        pool: { id: fixture.poolId, name: expect.any(String), deleted: false },
        recipient: "ada@example.com",
        amount: "5",
        currency: "EUR",
      },
    ]);
    expect(next).toBeNull();
    const query = { poolId: fixture.poolId, period };
    const { leaked: counted } = await readStatistics(fixture.services, fixture.shop, query);
    expect(uses).toHaveLength(counted);
  });

  it("are listed separately if the code was never assigned", async () => {
    const codes = await fixture.codeTexts();
    await processOrders(fixture.services, fixture.shop, orderWith([codes[2] ?? ""]));
    expect((await list("unassigned")).uses).toMatchObject([{ code: codes[2], recipient: null }]);
    expect((await list("others")).uses).toEqual([]);
  });

  it("exclude test orders and reversed orders", async () => {
    const { code } = await fixture.give("ada@example.com");
    const [, second = "", third = ""] = await fixture.codeTexts();
    await processOrders(
      fixture.services,
      fixture.shop,
      cancelled(orderWith([code], { email: "eve@example.com" })),
      orderWith([second], { test: true }),
      orderWith([third], { fullyRefunded: true }),
    );
    expect((await list("others")).uses).toEqual([]);
    expect((await list("unassigned")).uses).toEqual([]);
  });

  it("are filtered by pool, store and period", async () => {
    const [code = ""] = await fixture.codeTexts();
    await processOrders(fixture.services, fixture.shop, orderWith([code]));
    const other = await insertPool(fixture.services, fixture.shop);
    expect((await list("unassigned", { poolId: fixture.poolId })).uses).toHaveLength(1);
    expect((await list("unassigned", { poolId: other })).uses).toEqual([]);
    const yesterday = { from: "2026-11-20", to: "2026-11-20" };
    expect((await list("unassigned", { period: yesterday })).uses).toEqual([]);
    const elsewhere = { ...fixture.shop, id: fixture.shop.id + 1 };
    const there = await listUnexpectedUses(fixture.services, elsewhere, {
      kind: "unassigned",
      poolId: null,
      period,
      after: null,
      limit: 50,
    });
    expect(there.uses).toEqual([]);
  });

  it("are listed once each across pages, even with equal times", async () => {
    const pool = await insertPool(fixture.services, fixture.shop, { codes: 25 });
    for (const code of await fixture.codeTexts(pool)) {
      await processOrders(fixture.services, fixture.shop, orderWith([code]));
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
