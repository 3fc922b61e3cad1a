import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import type { AssignmentRequest } from "../../../app/features/assignments/allocation/prepare-requests.server";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import type { AssignedCode, AssignmentResult } from "../../../app/features/assignments/assignment";
import { lockStock } from "../../../app/features/pools/stock/stock.server";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { addCodes, insertPool, redeemCode } from "../../factories/stocked-pool";
import {
  insertShop,
  openTestServices,
  otherServer,
  type TestServices,
} from "../../setup/test-services";

describe("assigning codes to recipients", () => {
  let services: TestServices;
  /** Three servers on one database, called round-robin. */
  let servers: TestServices[];
  let calls = 0;
  let shop: ShopContext;

  beforeAll(async () => {
    services = await openTestServices();
    servers = [services, otherServer(services), otherServer(services)];
    shop = await insertShop(services);
  });
  afterAll(() => Promise.all(servers.map((server) => server.database.close())));

  /** Assigns codes to all recipients in one call. Returns the results in order. */
  async function assign(pool: number | string, ...requests: (string | AssignmentRequest)[]) {
    const recipients = requests.map((r) => (typeof r === "string" ? { recipient: r } : r));
    calls += 1;
    const server = servers[calls % servers.length] ?? services;
    const result = await assignCodes(server, shop, { pool, recipients, source: "manual" });
    if (!result.ok) throw new Error(result.failure.kind);
    return result.value;
  }

  async function assignOne(pool: number | string, request: string | AssignmentRequest) {
    const [result] = await assign(pool, request);
    if (!result) throw new Error("no answer");
    return result;
  }

  function codeOf(answer: AssignmentResult): AssignedCode {
    if (!answer.ok) throw new Error(answer.failure.kind);
    return answer.value;
  }

  const kindOf = (answer: AssignmentResult) =>
    answer.ok ? answer.value.outcome : answer.failure.kind;

  it("assigns 50 codes to 64 concurrent recipients and rejects 14", async () => {
    const pool = await insertPool(services, shop, { codes: 50 });
    const results = await Promise.all(
      Array.from({ length: 64 }, (_, n) => assignOne(pool, `rush-${n}@example.com`)),
    );
    const codes = results.filter((a) => a.ok).map((a) => codeOf(a).code);
    expect(new Set(codes).size).toBe(50);
    expect(results.map(kindOf).filter((kind) => kind === "pool_empty")).toHaveLength(14);
    await expectConsistentStock(services, shop);
  });

  it("assigns 50 codes to a list of 64 in order and rejects the last 14", async () => {
    const pool = await insertPool(services, shop, { codes: 50 });
    const list = Array.from({ length: 64 }, (_, n) => `list-${n}@example.com`);
    const results = await assign(pool, ...list);
    const numbers = results.slice(0, 50).map((a) => Number(codeOf(a).code.slice(5)));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(results.slice(50).map(kindOf)).toEqual(Array(14).fill("pool_empty"));
    await expectConsistentStock(services, shop);
  });

  it("makes one assignment for fifty concurrent requests with the same idempotency key", async () => {
    const pool = await insertPool(services, shop, { codes: 50, resendPolicy: "always_new" });
    const request = { recipient: "key@example.com", idempotencyKey: "order-1" };
    const results = await Promise.all(Array.from({ length: 50 }, () => assignOne(pool, request)));
    expect(new Set(results.map((a) => codeOf(a).id)).size).toBe(1);
    expect(results.map(kindOf).filter((kind) => kind === "new")).toHaveLength(1);
    await expectConsistentStock(services, shop);
  });

  it("makes one assignment if two pools receive the same idempotency key concurrently", async () => {
    const one = await insertPool(services, shop, { codes: 50, resendPolicy: "always_new" });
    const two = await insertPool(services, shop, { codes: 50, resendPolicy: "always_new" });
    for (let round = 0; round < 10; round += 1) {
      const request = { recipient: "race@example.com", idempotencyKey: `race-${round}` };
      const results = await Promise.all([assignOne(one, request), assignOne(two, request)]);
      expect(results.map(kindOf).sort()).toEqual(["new", "request_key_reused"]);
    }
    await expectConsistentStock(services, shop);
  });

  it("assigns one code to a recipient with fifty concurrent requests", async () => {
    const pool = await insertPool(services, shop, { codes: 50 });
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        assignOne(pool, n % 2 ? "Same@Example.com" : "same@example.com"),
      ),
    );
    expect(new Set(results.map((a) => codeOf(a).code)).size).toBe(1);
    await expectConsistentStock(services, shop);
  });

  it("assigns a recipient listed twice one code, or two if the pool always gives new ones", async () => {
    const same = await insertPool(services, shop, { codes: 5 });
    const twice = await assign(same, "twice@example.com", "TWICE@example.com");
    expect(twice.map(kindOf)).toEqual(["new", "reused"]);
    expect(codeOf(twice[0] as AssignmentResult).id).toBe(codeOf(twice[1] as AssignmentResult).id);
    const fresh = await insertPool(services, shop, { codes: 5, resendPolicy: "always_new" });
    const both = await assign(fresh, "twice@example.com", "twice@example.com");
    expect(new Set(both.map((a) => codeOf(a).code)).size).toBe(2);
    await expectConsistentStock(services, shop);
  });

  it("treats an idempotency key listed twice as one request, and rejects it for another recipient", async () => {
    const pool = await insertPool(services, shop, { codes: 5, resendPolicy: "always_new" });
    const idempotencyKey = "in-list";
    const results = await assign(
      pool,
      { recipient: "a@example.com", idempotencyKey },
      { recipient: "a@example.com", idempotencyKey },
      { recipient: "b@example.com", idempotencyKey },
    );
    expect(results.map(kindOf)).toEqual(["new", "replayed", "request_key_reused"]);
    await expectConsistentStock(services, shop);
  });

  it("rejects an invalid recipient or idempotency key and serves the rest", async () => {
    const pool = await insertPool(services, shop, { codes: 5 });
    const results = await assign(pool, "nobody", "ada@example.com", {
      recipient: "bob@example.com",
      idempotencyKey: "k".repeat(256),
    });
    expect(results.map(kindOf)).toEqual(["recipient_invalid", "new", "invalid_input"]);
  });

  it("rejects a blocked recipient", async () => {
    const pool = await insertPool(services, shop, { codes: 5 });
    await assignOne(pool, "blocked@example.com");
    const { id } = codeOf(await assignOne(pool, "blocked@example.com"));
    await services.database.query(
      `UPDATE recipient SET blocked_at = now() FROM assignment
        WHERE assignment.id = $1 AND recipient.id = assignment.recipient_id`,
      [id],
    );
    expect(kindOf(await assignOne(pool, "blocked@example.com"))).toBe("recipient_blocked");
  });

  it("assigns nothing from an inactive or archived pool, but replays an idempotency key", async () => {
    const pool = await insertPool(services, shop, { name: "Sleepy", codes: 5 });
    const request = { recipient: "early@example.com", idempotencyKey: "early" };
    const first = codeOf(await assignOne(pool, request));
    for (const change of ["active = false", "active = true, archived_at = now()"]) {
      await services.database.query(`UPDATE pool SET ${change} WHERE id = $1`, [pool]);
      expect(await assignOne(pool, "early@example.com")).toEqual({
        ok: false,
        failure: { kind: "pool_inactive", poolName: "Sleepy" },
      });
      expect(codeOf(await assignOne(pool, request))).toMatchObject({
        id: first.id,
        code: first.code,
        outcome: "replayed",
      });
    }
    await expectConsistentStock(services, shop);
  });

  it("finds a pool by ID or handle, unless it is deleted or belongs to another shop", async () => {
    const pool = await insertPool(services, shop, { codes: 5 });
    const [row] = await services.database.query<{ handle: string }>(
      "SELECT handle FROM pool WHERE id = $1",
      [pool],
    );
    expect(kindOf(await assignOne(row?.handle ?? "", "handle@example.com"))).toBe("new");
    const other = await insertShop(services, "other-store.myshopify.com");
    const recipients = [{ recipient: "handle@example.com" }];
    const request = { recipients, source: "manual" };
    const notFound = { ok: false, failure: { kind: "pool_not_found" } };
    expect(await assignCodes(services, other, { ...request, pool })).toEqual(notFound);
    expect(await assignCodes(services, other, { ...request, pool: row?.handle ?? "" })).toEqual(
      notFound,
    );
    await services.database.query("UPDATE pool SET deleted_at = now() WHERE id = $1", [pool]);
    expect(await assignCodes(services, shop, { ...request, pool })).toEqual(notFound);
  });

  it("replays an idempotency key after redemption, and rejects it for a different request", async () => {
    const pool = await insertPool(services, shop, { codes: 5 });
    const request = { recipient: "late@example.com", idempotencyKey: "late" };
    const first = codeOf(await assignOne(pool, request));
    await redeemCode(services, shop, pool, first.code);
    expect(codeOf(await assignOne(pool, request))).toEqual({
      ...first,
      state: "redeemed",
      outcome: "replayed",
    });
    const other = { ...request, recipient: "else@example.com" };
    expect(kindOf(await assignOne(pool, other))).toBe("request_key_reused");
    const elsewhere = await insertPool(services, shop, { codes: 5 });
    expect(kindOf(await assignOne(elsewhere, request))).toBe("request_key_reused");
    expect(kindOf(await assignOne(pool, "late@example.com"))).toBe("new");
    await expectConsistentStock(services, shop);
  });

  it("doesn't replay a rejection: the same idempotency key succeeds once codes are added", async () => {
    const pool = await insertPool(services, shop, { name: "Dry" });
    const request = { recipient: "thirsty@example.com", idempotencyKey: "thirst" };
    expect(await assignOne(pool, request)).toEqual({
      ok: false,
      failure: { kind: "pool_empty", poolName: "Dry" },
    });
    await addCodes(services, shop, pool, 1);
    expect(kindOf(await assignOne(pool, request))).toBe("new");
    expect(kindOf(await assignOne(pool, request))).toBe("replayed");
  });

  it("gives the same code for the pool's number of whole days, then a new one", async () => {
    const pool = await insertPool(services, shop, {
      codes: 5,
      resendPolicy: "same_for_days",
      resendDays: 2,
    });
    services.setTime(new Date("2026-11-21T12:00:00Z"));
    const first = codeOf(await assignOne(pool, "days@example.com"));
    services.setTime(new Date("2026-11-23T22:30:00Z")); // 23:30 on the 23rd in Berlin
    expect(codeOf(await assignOne(pool, "days@example.com")).id).toBe(first.id);
    services.setTime(new Date("2026-11-23T23:30:00Z")); // 0:30 on the 24th
    expect(kindOf(await assignOne(pool, "days@example.com"))).toBe("new");
  });

  it("counts assignments per day in the store's time zone", async () => {
    services.setTime(new Date("2026-11-30T23:30:00Z"));
    const pool = await insertPool(services, shop, { codes: 5 });
    await assign(pool, "rate-1@example.com", "rate-2@example.com");
    await assignOne(pool, "rate-3@example.com");
    expect(
      await services.database.query("SELECT day, assigned FROM pool_day WHERE pool_id = $1", [
        pool,
      ]),
    ).toEqual([{ day: "2026-12-01", assigned: 3 }]);
  });

  it("leaves database connections free while many requests wait for one pool's lock", async () => {
    const pool = await insertPool(services, shop, { codes: 30 });
    const server = otherServer(services, 4);
    let pending: Promise<unknown>[] = [];
    await services.database.transaction(async (tx) => {
      await lockStock(tx, shop.id, pool);
      pending = Array.from({ length: 30 }, (_, n) => {
        const recipients = [{ recipient: `wait-${n}@example.com` }];
        return assignCodes(server, shop, { pool, recipients, source: "manual" });
      });
      await setTimeout(50);
      expect(await server.database.query("SELECT 1 AS free")).toEqual([{ free: 1 }]);
    });
    await Promise.all(pending);
    await server.close();
    await expectConsistentStock(services, shop);
  });

  it("records who assigned how many codes in the audit log, without addresses", async () => {
    const pool = await insertPool(services, shop, { name: "Watched", codes: 5 });
    await assignCodes(services, shop, {
      pool,
      recipients: [{ recipient: "seen@example.com" }, { recipient: "seen-2@example.com" }],
      source: "manual",
      actor: { name: "Ada" },
    });
    expect(
      await services.database.query(
        "SELECT actor, action, detail FROM audit_entry WHERE pool_id = $1",
        [pool],
      ),
    ).toEqual([
      {
        actor: "Ada",
        action: "codes.assigned",
        detail: { pool: "Watched", count: 2, source: "manual" },
      },
    ]);
  });
});
