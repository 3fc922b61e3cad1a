import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import type { AssignmentRequest } from "../../../app/features/assignments/allocation/prepare-requests.server";
import { assignCode } from "../../../app/features/assignments/assign-code.server";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import type { AssignmentResult } from "../../../app/features/assignments/assignment";
import { breakingServices } from "../../factories/breaking-services";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { addCodes, insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("falling back when a pool is empty", () => {
  let services: TestServices;
  let shop: ShopContext;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
  });
  afterAll(() => services.close());

  async function assign(pool: number, ...requests: (string | AssignmentRequest)[]) {
    const recipients = requests.map((r) => (typeof r === "string" ? { recipient: r } : r));
    const result = await assignCodes(services, shop, { pool, recipients, source: "manual" });
    if (!result.ok) throw new Error(result.failure.kind);
    return result.value;
  }

  const poolOf = (answer: AssignmentResult | Awaited<ReturnType<typeof assignCode>> | undefined) =>
    answer?.ok ? answer.value.poolId : answer?.failure.kind;

  it("serves the rest of a list from the fallback pool, then with a shared code", async () => {
    const shared = await insertPool(services, shop, { type: "shared", codes: 1 });
    const second = await insertPool(services, shop, { codes: 2, fallbackPoolId: shared });
    const first = await insertPool(services, shop, { codes: 2, fallbackPoolId: second });
    const list = Array.from({ length: 6 }, (_, n) => `chain-${n}@example.com`);
    const results = await assign(first, ...list);
    expect(results.map(poolOf)).toEqual([first, first, second, second, shared, shared]);
    expect(results.map((a) => a.ok && a.value.requestedPoolId)).toEqual([
      null,
      null,
      first,
      first,
      first,
      first,
    ]);
    await expectConsistentStock(services, shop);
  });

  it("gives the same fallback code again, even after the pool was restocked", async () => {
    const second = await insertPool(services, shop, { codes: 2 });
    const first = await insertPool(services, shop, { fallbackPoolId: second });
    const [before] = await assign(first, "loyal@example.com");
    await addCodes(services, shop, first, 5);
    const [after] = await assign(first, "LOYAL@example.com");
    expect(after).toEqual({
      ok: true,
      value: { ...(before?.ok ? before.value : {}), outcome: "reused" },
    });
  });

  it("replays an idempotency key whose code came from the fallback", async () => {
    const second = await insertPool(services, shop, { codes: 2, resendPolicy: "always_new" });
    const first = await insertPool(services, shop, {
      fallbackPoolId: second,
      resendPolicy: "always_new",
    });
    const request = { recipient: "k@example.com", idempotencyKey: "fell-back" };
    const [before] = await assign(first, request);
    await addCodes(services, shop, first, 5);
    const [after] = await assign(first, request);
    expect(after).toMatchObject({
      value: { id: before?.ok ? before.value.id : 0, outcome: "replayed" },
    });
    await expectConsistentStock(services, shop);
  });

  it("skips an inactive pool, and names the requested pool when all are empty", async () => {
    const third = await insertPool(services, shop, { codes: 1 });
    const inactive = await insertPool(services, shop, {
      codes: 5,
      active: false,
      fallbackPoolId: third,
    });
    const first = await insertPool(services, shop, { name: "Requested", fallbackPoolId: inactive });
    const results = await assign(first, "one@example.com", "two@example.com");
    expect(poolOf(results[0])).toBe(third);
    expect(results[1]).toEqual({
      ok: false,
      failure: { kind: "pool_empty", poolName: "Requested" },
    });
    await expectConsistentStock(services, shop);
  });

  it("stops if fallbacks form a cycle or lead to a deleted pool", async () => {
    const one = await insertPool(services, shop);
    const two = await insertPool(services, shop, { fallbackPoolId: one });
    const update = "UPDATE pool SET fallback_pool_id = $2 WHERE id = $1";
    await services.database.query(update, [one, two]);
    expect((await assign(one, "round@example.com")).map(poolOf)).toEqual(["pool_empty"]);
    const gone = await insertPool(services, shop, { codes: 5 });
    await services.database.query("UPDATE pool SET deleted_at = now() WHERE id = $1", [gone]);
    await services.database.query(update, [one, gone]);
    expect((await assign(one, "round@example.com")).map(poolOf)).toEqual(["pool_empty"]);
  });

  it("doesn't deadlock two pools that are each other's fallback", async () => {
    const one = await insertPool(services, shop, { codes: 30, resendPolicy: "always_new" });
    const two = await insertPool(services, shop, {
      codes: 30,
      fallbackPoolId: one,
      resendPolicy: "always_new",
    });
    const update = "UPDATE pool SET fallback_pool_id = $2 WHERE id = $1";
    await services.database.query(update, [one, two]);
    const people = Array.from({ length: 8 }, (_, n) => `both-${n}@example.com`);
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        assign(n % 2 ? one : two, ...(n % 3 ? people : [...people].reverse())),
      ),
    );
    const given = results.flat().flatMap((answer) => (answer.ok ? [answer.value.code] : []));
    expect(given).toHaveLength(60);
    expect(new Set(given).size).toBe(60);
    await expectConsistentStock(services, shop);
  });

  it("gives every recipient the code of a shared pool and keeps it available", async () => {
    const pool = await insertPool(services, shop, {
      type: "shared",
      codes: 1,
      code: { useWithinDays: 3, message: "For all" },
    });
    const results = await assign(pool, "s1@example.com", "s2@example.com", "s1@example.com");
    expect(new Set(results.map((a) => a.ok && a.value.code)).size).toBe(1);
    expect(results.map((a) => a.ok && a.value.outcome)).toEqual(["new", "new", "reused"]);
    expect(results[0]).toMatchObject({
      value: { message: "For all", expiresAt: new Date("2026-11-24T22:59:59Z") },
    });
    expect(
      await services.database.query(
        `SELECT available, assigned, (SELECT sum(assigned) FROM pool_day WHERE pool_id = $1) AS given
           FROM pool_stock WHERE pool_id = $1`,
        [pool],
      ),
    ).toEqual([{ available: 1, assigned: 0, given: 2 }]);
    await expectConsistentStock(services, shop);
  });

  it("rejects requests when a shared pool's code has expired", async () => {
    const useBy = new Date("2026-11-21T11:00:00Z");
    const pool = await insertPool(services, shop, { type: "shared", codes: 1, code: { useBy } });
    expect((await assign(pool, "s@example.com")).map(poolOf)).toEqual(["pool_empty"]);
  });

  it("assigns one code each even if the fallback fails for a batch of requests", async () => {
    const second = await insertPool(services, shop, { codes: 5 });
    const first = await insertPool(services, shop, {
      codes: 3,
      fallbackPoolId: second,
      resendPolicy: "always_new",
    });
    // The first request is claimed alone, the others as a batch. Then the fallback fails once.
    const breaking = breakingServices(services, 3, "before");
    const results = await Promise.all(
      Array.from({ length: 5 }, (_, n) =>
        assignCode(breaking, shop, {
          poolId: first,
          recipient: `together-${n}@example.com`,
          idempotencyKey: undefined,
          source: "api",
        }),
      ),
    );
    expect(results.map(poolOf)).toEqual([first, first, first, second, second]);
    const given = await services.database.query(
      `SELECT count(*) AS codes, count(DISTINCT recipient_id) AS people FROM assignment
        WHERE shop_id = $1 AND pool_id = ANY($2::int[])`,
      [shop.id, [first, second]],
    );
    expect(given).toEqual([{ codes: 5, people: 5 }]);
  });
});
