import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import type { HistoryEntry } from "../../../app/features/assignments/history/history-entry";
import {
  type HistoryQuery,
  listAssignments,
} from "../../../app/features/assignments/history/list-assignments.server";
import { streamAssignments } from "../../../app/features/assignments/history/stream-assignments.server";
import { releaseAssignments } from "../../../app/features/assignments/release/release-assignments.server";
import { action } from "../../../app/routes/app.pools.$poolId.assigned";
import { addCodes, insertPool, redeemCode } from "../../factories/stocked-pool";
import { submitForm } from "../../setup/admin-page";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("a pool's assignment history", () => {
  let services: TestServices;
  let shop: ShopContext;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
  });
  afterAll(() => services.close());

  async function assign(pool: number, ...people: string[]): Promise<HistoryEntry[]> {
    const recipients = people.map((recipient) => ({ recipient }));
    await assignCodes(services, shop, { pool, recipients, source: "manual" });
    return (await list({ poolId: pool, limit: people.length })).entries.reverse();
  }

  async function list(query: Partial<HistoryQuery> & { poolId: number }, of = shop) {
    const page = await listAssignments(services, of, { search: "", limit: 50, ...query });
    if (!page.ok) throw new Error(page.failure.kind);
    return page.value;
  }

  const people = (count: number, name: string) =>
    Array.from({ length: count }, (_, n) => `${name}-${n}@example.com`);

  it("lists the newest first, with recipient, source, time and state", async () => {
    const pool = await insertPool(services, shop, { codes: 5, code: { useWithinDays: 3 } });
    const [a, b, c] = await assign(pool, "a@example.com", "b@example.com", "7001");
    if (!a || !b || !c) throw new Error("not assigned");
    await redeemCode(services, shop, pool, a.code ?? "");
    const actor = { name: "Ada" };
    await releaseAssignments(services, shop, { poolId: pool, assignmentIds: [b.id], actor });
    services.setTime(new Date("2026-11-30T12:00:00Z"));
    const page = await list({ poolId: pool });
    expect(page.entries.map(({ id, recipient, state }) => [id, recipient, state])).toEqual([
      [c.id, "customer:7001", "expired"],
      [b.id, "b@example.com", "released"],
      [a.id, "a@example.com", "redeemed"],
    ]);
    expect(page.entries[2]).toMatchObject({
      source: "manual",
      assignedAt: new Date("2026-11-21T12:00:00Z"),
      expiresAt: new Date("2026-11-24T22:59:59Z"),
      order: null,
    });
    services.setTime(new Date("2026-11-21T12:00:00Z"));
  });

  it("pages forward and backward without gaps or repeats while codes are assigned", async () => {
    const pool = await insertPool(services, shop, { codes: 40 });
    const all = (await assign(pool, ...people(25, "page"))).map(({ id }) => id).reverse();
    const first = await list({ poolId: pool, limit: 10 });
    expect(first).toMatchObject({ before: null, after: all[9] });
    await assign(pool, "newcomer@example.com");
    const second = await list({ poolId: pool, limit: 10, after: first.after ?? 0 });
    const third = await list({ poolId: pool, limit: 10, after: second.after ?? 0 });
    expect([...first.entries, ...second.entries, ...third.entries].map(({ id }) => id)).toEqual(
      all,
    );
    expect(third.after).toBeNull();
    const back = await list({ poolId: pool, limit: 10, before: third.before ?? 0 });
    expect(back).toEqual(second);
    const top = await list({ poolId: pool, limit: 10, before: back.before ?? 0 });
    expect(top.entries.map(({ id }) => id)).toEqual(all.slice(0, 10));
    expect(top.before).not.toBeNull(); // the newcomer
  });

  it("finds a recipient by full address, in any case, in this pool only", async () => {
    const pool = await insertPool(services, shop, { codes: 9, resendPolicy: "always_new" });
    const elsewhere = await insertPool(services, shop, { codes: 9 });
    await assign(pool, "find@example.com", "other@example.com", "find@example.com");
    await assign(elsewhere, "find@example.com");
    const found = await list({ poolId: pool, search: "  FIND@Example.com " });
    expect(found.entries.map(({ recipient }) => recipient)).toEqual([
      "find@example.com",
      "find@example.com",
    ]);
    expect((await list({ poolId: pool, search: "find@example" })).entries).toEqual([]);
    const other = await insertShop(services, "other-store.myshopify.com");
    expect((await list({ poolId: pool, search: "find@example.com" }, other)).entries).toEqual([]);
    expect((await list({ poolId: pool }, other)).entries).toEqual([]);
  });

  it("finds every recipient at a domain", async () => {
    const pool = await insertPool(services, shop, { codes: 9 });
    await assign(
      pool,
      "a@shop.example",
      "b@SHOP.example",
      "c@my.shop.example",
      "d@shop.exam",
      "77",
    );
    const found = async (search: string, of = shop) =>
      (await list({ poolId: pool, search }, of)).entries.map(({ recipient }) => recipient);
    const both = ["b@shop.example", "a@shop.example"];
    expect(await found("shop.example")).toEqual(both);
    expect(await found(" @Shop.Example ")).toEqual(both);
    expect(await found("my.shop.example")).toEqual(["c@my.shop.example"]);
    expect(await found("example")).toEqual([]);
    expect(await found("@")).toEqual([]);
    const other = await insertShop(services, "domains.myshopify.com");
    expect(await found("shop.example", other)).toEqual([]);
  });

  it("asks for a full address when a domain has too many recipients", async () => {
    const pool = await insertPool(services, shop, { codes: 1_001 });
    await assign(pool, ...Array.from({ length: 1_001 }, (_, n) => `${n}@many.example`));
    const query = { poolId: pool, limit: 50 };
    expect(await listAssignments(services, shop, { ...query, search: "@many.example" })).toEqual({
      ok: false,
      failure: { kind: "search_too_broad", limit: 1_000, what: "people" },
    });
    expect((await list({ ...query, search: "7@many.example" })).entries).toHaveLength(1);
    // A pool with few of them lists them.
    const small = await insertPool(services, shop, { codes: 3 });
    await assign(small, "5@many.example", "other@few.example", "6@many.example");
    const found = await list({ poolId: small, search: "many.example" });
    expect(found.entries.map(({ recipient }) => recipient)).toEqual([
      "6@many.example",
      "5@many.example",
    ]);
  });

  it("finds a code by its last characters", async () => {
    const pool = await insertPool(services, shop, { codes: 3 });
    const [, second] = await assign(pool, "x@example.com", "y@example.com", "z@example.com");
    const search = (second?.code ?? "").slice(2);
    expect((await list({ poolId: pool, search })).entries).toMatchObject([{ id: second?.id }]);
    // A code of another pool with the same ending is not found.
    const elsewhere = await insertPool(services, shop, { codes: 1 });
    expect((await list({ poolId: elsewhere, search })).entries).toEqual([]);
  });

  it("finds every recipient who ever had a code, by the code or its first characters", async () => {
    const pool = await insertPool(services, shop, { codes: 1 });
    const [first] = await assign(pool, "first@example.com");
    const actor = { name: "Ada" };
    const assignmentIds = [first?.id ?? 0];
    await releaseAssignments(services, shop, { poolId: pool, assignmentIds, actor });
    await assign(pool, "second@example.com");
    const code = first?.code ?? "";
    for (const search of [code, code.toLowerCase(), ` ${code.slice(0, -1)}`]) {
      const found = await list({ poolId: pool, search });
      expect(found.entries.map(({ recipient, state }) => [recipient, state])).toEqual([
        ["second@example.com", "assigned"],
        ["first@example.com", "released"],
      ]);
    }
    expect((await list({ poolId: pool, search: "%" })).entries).toEqual([]);
    expect((await list({ poolId: pool, search: "nul\0" })).entries).toEqual([]);
  });

  it("pages through the recipients of a shared code", async () => {
    const pool = await insertPool(services, shop, { type: "shared", codes: 1 });
    const all = await assign(pool, ...people(30, "shared"));
    const search = all[0]?.code ?? "";
    const first = await list({ poolId: pool, search, limit: 20 });
    const second = await list({ poolId: pool, search, limit: 20, after: first.after ?? 0 });
    expect([...first.entries, ...second.entries].map(({ id }) => id)).toEqual(
      all.map(({ id }) => id).reverse(),
    );
  });

  it("asks for more of the code when too many start the same, but finds a full code", async () => {
    const pool = await insertPool(services, shop);
    const codes = await addCodes(services, shop, pool, 1_001);
    const query = { poolId: pool, search: "code-", limit: 50 };
    expect(await listAssignments(services, shop, query)).toEqual({
      ok: false,
      failure: { kind: "search_too_broad", limit: 1_000, what: "codes" },
    });
    await assign(pool, "one@example.com");
    expect((await list({ ...query, search: codes[0] ?? "" })).entries).toHaveLength(1);
  });

  it("rejects an export of a search that is too broad, with the page's message", async () => {
    const pool = await insertPool(services, shop);
    await addCodes(services, shop, pool, 1_001);
    await assign(pool, "export@example.com");
    const place = { params: { poolId: String(pool) } };
    const submit = (search: string) =>
      submitForm(services, shop, action, { intent: "export", format: "csv", search }, place);
    expect(await submit("code-")).toMatchObject({
      ok: false,
      failure: { kind: "search_too_broad" },
      message: "More than 1,000 codes start or end like this. Enter more of the code.",
    });
    expect(await submit("export@example.com")).toMatchObject({
      ok: true,
      value: { href: expect.stringContaining(`/app/pools/${pool}/assigned/download/csv`) },
    });
  });

  it("keeps the assignments of an erased customer, without the address", async () => {
    const pool = await insertPool(services, shop, { codes: 1 });
    await assign(pool, "erased@example.com");
    await services.database.query(
      `UPDATE recipient SET key = NULL, address = NULL, domain_key = NULL WHERE id IN
         (SELECT recipient_id FROM assignment WHERE pool_id = $1)`,
      [pool],
    );
    expect((await list({ poolId: pool })).entries).toMatchObject([{ recipient: null }]);
  });

  it("streams every assignment once, newest first, excluding later ones", async () => {
    const pool = await insertPool(services, shop, { codes: 12_100 });
    const all = people(12_000, "stream").map((recipient) => ({ recipient }));
    await assignCodes(services, shop, { pool, recipients: all, source: "manual" });
    const ids: number[] = [];
    for await (const page of streamAssignments(services, shop, { poolId: pool, search: "" })) {
      ids.push(...page.map(({ id }) => id));
      await assign(pool, `late-${ids.length}@example.com`);
    }
    expect(ids).toHaveLength(12_000);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
  });
});
