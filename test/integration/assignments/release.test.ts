import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import type { AssignedCode } from "../../../app/features/assignments/assignment";
import { releaseAssignments } from "../../../app/features/assignments/release/release-assignments.server";
import { expireCodes } from "../../../app/features/codes/expire-codes.server";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { giveCode } from "../../factories/give-code";
import { addCodes, insertPool, redeemCode } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("releasing codes", () => {
  let services: TestServices;
  let shop: ShopContext;
  const actor = { name: "Ada" };
  const noon = new Date("2026-11-21T12:00:00Z");

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
  });
  beforeEach(() => services.setTime(noon));
  afterAll(() => services.close());

  async function assign(pool: number, ...emails: string[]): Promise<AssignedCode[]> {
    const recipients = emails.map((recipient) => ({ recipient }));
    const result = await assignCodes(services, shop, { pool, recipients, source: "manual" });
    if (!result.ok) throw new Error(result.failure.kind);
    return result.value.map((one) => {
      if (!one.ok) throw new Error(one.failure.kind);
      return one.value;
    });
  }

  const assignOne = (pool: number, email: string) => giveCode(services, shop, pool, email);

  const release = (poolId: number | null, ...assignmentIds: number[]) =>
    releaseAssignments(services, shop, { poolId, assignmentIds, actor });

  it("moves the code to the end of the queue", async () => {
    const pool = await insertPool(services, shop, { codes: 3 });
    const first = await assignOne(pool, "ada@example.com");
    expect(await release(pool, first.id)).toEqual([{ ok: true, value: { code: "available" } }]);
    await expectConsistentStock(services, shop);
    const later = await assign(pool, "b@example.com", "c@example.com", "d@example.com");
    expect(later.map(({ code }) => code).indexOf(first.code)).toBe(2);
    await expectConsistentStock(services, shop);
  });

  it("lets the recipient get a new code, while an idempotency key still replays the old one", async () => {
    const pool = await insertPool(services, shop, { codes: 3 });
    const request = { pool, recipients: [{ recipient: "k@example.com", idempotencyKey: "kept" }] };
    const assigned = await assignCodes(services, shop, { ...request, source: "api" });
    const id = assigned.ok && assigned.value[0]?.ok ? assigned.value[0].value.id : 0;
    await release(pool, id);
    expect((await assignOne(pool, "k@example.com")).id).not.toBe(id);
    const replay = await assignCodes(services, shop, { ...request, source: "api" });
    expect(replay.ok && replay.value[0]).toMatchObject({
      ok: true,
      value: { id, outcome: "replayed", state: "released" },
    });
  });

  it("releases a code once for twenty concurrent requests", async () => {
    const pool = await insertPool(services, shop, { codes: 3 });
    const { id } = await assignOne(pool, "often@example.com");
    const results = await Promise.all(Array.from({ length: 20 }, () => release(pool, id)));
    const codes = results.map(([result]) => (result?.ok ? result.value.code : "refused"));
    expect(codes.filter((code) => code === "available")).toHaveLength(1);
    expect(codes.filter((code) => code === "unchanged")).toHaveLength(19);
    await expectConsistentStock(services, shop);
  });

  it("releases a selection and reports the outcome of each", async () => {
    const pool = await insertPool(services, shop, { codes: 5 });
    const [fresh, used, gone] = await assign(pool, "f@e.example", "u@e.example", "g@e.example");
    if (!fresh || !used || !gone) throw new Error("not assigned");
    await redeemCode(services, shop, pool, used.code);
    await release(pool, gone.id);
    expect(await release(pool, used.id, 999_999, fresh.id, gone.id)).toEqual([
      { ok: false, failure: { kind: "code_redeemed" } },
      { ok: false, failure: { kind: "assignment_not_found" } },
      { ok: true, value: { code: "available" } },
      { ok: true, value: { code: "unchanged" } },
    ]);
    await expectConsistentStock(services, shop);
  });

  it("finds no assignment of another pool or shop", async () => {
    const pool = await insertPool(services, shop, { codes: 1 });
    const elsewhere = await insertPool(services, shop, { codes: 1 });
    const { id } = await assignOne(pool, "mine@example.com");
    const other = await insertShop(services, "other-store.myshopify.com");
    const notFound = [{ ok: false, failure: { kind: "assignment_not_found" } }];
    expect(await release(elsewhere, id)).toEqual(notFound);
    const theirs = { poolId: null, assignmentIds: [id], actor };
    expect(await releaseAssignments(services, other, theirs)).toEqual(notFound);
    expect(await release(null, id)).toMatchObject([{ ok: true }]);
  });

  it("expires a code whose assign-by date has passed", async () => {
    const assignBy = new Date("2026-11-21T22:59:59Z");
    const pool = await insertPool(services, shop, { codes: 1, code: { assignBy } });
    const { id } = await assignOne(pool, "late@example.com");
    services.setTime(new Date("2026-11-22T00:00:00Z"));
    expect(await release(pool, id)).toEqual([{ ok: true, value: { code: "expired" } }]);
    await expectConsistentStock(services, shop);
  });

  it("resets the expiration, so the next recipient gets the full number of days", async () => {
    const pool = await insertPool(services, shop, { codes: 1, code: { useWithinDays: 2 } });
    const first = await assignOne(pool, "one@example.com");
    expect(first.expiresAt).toEqual(new Date("2026-11-23T22:59:59Z"));
    await release(pool, first.id);
    services.setTime(new Date("2026-12-01T12:00:00Z"));
    await expireCodes(services);
    const second = await assignOne(pool, "two@example.com");
    expect(second).toMatchObject({
      code: first.code,
      expiresAt: new Date("2026-12-03T22:59:59Z"),
    });
  });

  it("removes a shared code from one recipient only", async () => {
    const pool = await insertPool(services, shop, { type: "shared", codes: 1 });
    const [a, b] = await assign(pool, "a@example.com", "b@example.com");
    expect(a?.code).toBe(b?.code);
    expect(await release(pool, a?.id ?? 0)).toEqual([{ ok: true, value: { code: "shared" } }]);
    expect((await assignOne(pool, "b@example.com")).outcome).toBe("reused");
    expect((await assignOne(pool, "a@example.com")).outcome).toBe("new");
    await expectConsistentStock(services, shop);
  });

  it("records the number of released codes in the audit log", async () => {
    const pool = await insertPool(services, shop, { codes: 2 });
    const codes = await assign(pool, "x@example.com", "y@example.com");
    await release(pool, ...codes.map(({ id }) => id));
    expect(
      await services.database.query("SELECT action, detail FROM audit_entry WHERE pool_id = $1", [
        pool,
      ]),
    ).toEqual([{ action: "assignments.released", detail: { count: 2 } }]);
  });

  it("assigns codes of an import that reserved its positions before another import but committed later", async () => {
    const pool = await insertPool(services, shop, { resendPolicy: "always_new" });
    const slow = await addCodes(services, shop, pool, 2, {}, async () => {
      await addCodes(services, shop, pool, 1);
      await assignOne(pool, "between@example.com");
    });
    const assigned = await assign(pool, "after@example.com", "after@example.com");
    expect(assigned.map(({ code }) => code)).toEqual(slow);
    await expectConsistentStock(services, shop);
  });

  it("loses no code that is added during claims and releases", async () => {
    const pool = await insertPool(services, shop, { codes: 20, resendPolicy: "always_new" });
    const busy = Array.from({ length: 30 }, async (_, n) => {
      if (n % 3 === 0) await addCodes(services, shop, pool, 4);
      const request = { pool, recipients: [{ recipient: `busy-${n}@example.com` }] };
      const result = await assignCodes(services, shop, { ...request, source: "manual" });
      const given = result.ok ? result.value[0] : undefined;
      if (given?.ok && n % 2 === 0) await release(pool, given.value.id);
    });
    await Promise.all(busy);
    await expectConsistentStock(services, shop);
    const rest = Array.from({ length: 100 }, (_, n) => ({ recipient: `rest-${n}@example.com` }));
    await assignCodes(services, shop, { pool, recipients: rest, source: "manual" });
    expect(
      await services.database.query(
        "SELECT available, assigned FROM pool_stock WHERE pool_id = $1",
        [pool],
      ),
    ).toEqual([{ available: 0, assigned: 60 }]);
    await expectConsistentStock(services, shop);
  });
});
