import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { assignCodes } from "../../../app/assignments/assign-codes.server";
import { releaseAssignments } from "../../../app/assignments/release-assignments.server";
import { expireCodes } from "../../../app/codes/expire-codes.server";
import { listCodes } from "../../../app/codes/list-codes.server";
import { voidCodes } from "../../../app/codes/void-codes.server";
import type { ShopContext } from "../../../app/core/ids";
import { deletePool } from "../../../app/pools/delete-pool.server";
import { findPool } from "../../../app/pools/find-pool.server";
import { lockStock } from "../../../app/pools/stock.server";
import { changeDynamicPool } from "../../../app/supply/buffer/change-dynamic-pool.server";
import { refillPool } from "../../../app/supply/buffer/refill-pool.server";
import { voidOutdatedCodes } from "../../../app/supply/buffer/void-outdated-codes.server";
import { defaultPattern } from "../../../app/supply/pattern/pattern";
import { removeCodes } from "../../../app/supply/removal/remove-codes.server";
import { tendSupply } from "../../../app/supply/tend-supply.server";
import { runUploads } from "../../../app/supply/upload/run-uploads.server";
import { takeFlights } from "../../../app/supply/upload/take-flights.server";
import { uploadUrgentCodes } from "../../../app/supply/upload/upload-urgent-codes.server";
import { deletePoolCodesJob } from "../../../app/worker/delete-pool-codes.server";
import { voidOutdatedCodesJob } from "../../../app/worker/void-outdated-codes.server";
import { expectTruth } from "../../factories/stock-truth";
import { runJobs } from "../../setup/run-jobs";
import {
  insertShop,
  openTestServices,
  otherServer,
  type TestServices,
} from "../../setup/test-services";
import { insertDiscount, insertDynamicPool } from "./demo-discount";
import { FakePlatform } from "./fake-platform";

const never = new AbortController().signal;
const actor = { name: "Ada" };

describe("a dynamic pool that is to be worth another discount", () => {
  let services: TestServices;
  let server: TestServices;
  let shop: ShopContext;
  let platform: FakePlatform;
  let first: number;
  let second: number;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
    server = otherServer(services);
  });
  beforeEach(async () => {
    shops += 1;
    shop = await insertShop(services, `shop-${shops}.myshopify.com`);
    platform = new FakePlatform(new Set(["first", "second"]));
    services.platform = platform.open;
    first = await insertDiscount(services, shop, { platformId: "first" });
    second = await insertDiscount(services, shop, { platformId: "second" });
  });
  afterAll(async () => {
    await server.database.close();
    await services.close();
  });

  async function makePool(target: number, live = true): Promise<number> {
    const poolId = await insertDynamicPool(services, shop, {
      discountId: first,
      target,
      floor: 1,
    });
    await refillPool(services, shop, poolId, never);
    if (live) await upload();
    return poolId;
  }
  const upload = () =>
    runUploads(services, shop, { lane: "bulk", poolId: null, signal: never, pollEvery: 1 });
  async function change(poolId: number, discountId: number, target = 50): Promise<void> {
    const pool = await findPool(services, shop, poolId);
    if (!pool.ok) throw new Error(pool.failure.kind);
    const buffer = { target, floor: 1 };
    const { version } = pool.value;
    const settings = { poolId, version, discountId, pattern: defaultPattern, buffer, actor };
    expect(await changeDynamicPool(services, shop, settings)).toMatchObject({ ok: true });
  }
  async function assign(poolId: number, name: string, by = services) {
    const recipients = [{ recipient: `${name}@example.com` }];
    const answer = await assignCodes(by, shop, { pool: poolId, recipients, source: "api" });
    if (!answer.ok || !answer.value[0]?.ok) throw new Error("nothing assigned");
    return answer.value[0].value;
  }
  const states = (poolId: number) =>
    services.database.query<{ id: number; code: string; state: string; stored: string }>(
      "SELECT id, code, state, stored_state AS stored FROM current_code WHERE shop_id = $1 AND pool_id = $2 ORDER BY position",
      [shop.id, poolId],
    );
  const inState = async (poolId: number, state: string) =>
    (await states(poolId)).filter((code) => code.state === state).length;
  const storedAs = async (poolId: number, state: string) =>
    (await states(poolId)).filter(({ stored }) => stored === state).length;
  const figures = async (poolId: number) => {
    const pool = await findPool(services, shop, poolId);
    if (!pool.ok) throw new Error(pool.failure.kind);
    const { available, assigned, voided, total } = pool.value;
    return { available, assigned, voided, total };
  };
  /** Ends the job after so many of its transactions, as a kill would. */
  async function voidSome(poolId: number, steps: number): Promise<void> {
    let left = steps;
    const signal = { throwIfAborted: () => expect(left--, "killed").toBeGreaterThan(0) };
    await expect(
      voidOutdatedCodes(services, shop, poolId, signal as unknown as AbortSignal),
    ).rejects.toThrow("killed");
  }

  it("hands none of the old codes out from that moment on, and does not stop handing out", async () => {
    const poolId = await makePool(5_000, false);
    const old = new Set((await states(poolId)).map(({ code }) => code));
    const before: string[] = [];
    const after: string[] = [];
    let changed = false;
    const handOut = async (server: TestServices, name: string) => {
      for (let n = 0; n < 40; n += 1) {
        const late = changed;
        const { code } = await assign(poolId, `${name}-${n}`, server);
        (late ? after : before).push(code);
      }
    };
    const changing = async () => {
      while (before.length < 20) await assign(poolId, "again");
      await change(poolId, second);
      changed = true;
      await voidOutdatedCodes(services, shop, poolId, never);
    };
    await Promise.all([
      handOut(services, "a"),
      handOut(server, "b"),
      handOut(server, "c"),
      changing(),
    ]);
    expect(after.length).toBeGreaterThan(20);
    expect(after.filter((code) => old.has(code))).toEqual([]);
    expect(before.some((code) => old.has(code))).toBe(true);
    expect(await inState(poolId, "voided")).toBe(
      old.size - before.filter((one) => old.has(one)).length - 1,
    );
    await expectTruth(services, shop);
  });

  it("says at once that they are void, and a killed job goes on where it was", async () => {
    const poolId = await makePool(5_000, false);
    await change(poolId, second, 10);
    const told = { available: 0, assigned: 0, voided: 5_000, total: 5_000 };
    expect(await figures(poolId)).toEqual(told);
    expect(await storedAs(poolId, "available")).toBe(5_000);
    expect(await inState(poolId, "voided")).toBe(5_000);
    await expectTruth(services, shop);
    await voidSome(poolId, 2);
    expect(await storedAs(poolId, "voided")).toBe(4_000);
    expect(await figures(poolId)).toEqual(told);
    await expectTruth(services, shop);
    await services.database.query(
      "SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs",
    );
    // The job is lost with the process: what waits is found.
    await tendSupply(services);
    await runJobs(services, [voidOutdatedCodesJob]);
    expect(await storedAs(poolId, "voided")).toBe(5_000);
    expect(await figures(poolId)).toEqual(told);
    await refillPool(services, shop, poolId, never);
    expect(await figures(poolId)).toMatchObject({ available: 10, voided: 5_000 });
    await expectTruth(services, shop);
  });

  it("takes the old codes out of the shop, and sends those that waited nowhere", async () => {
    const poolId = await makePool(30);
    const taken = [...platform.codes.values()].map(({ code }) => code);
    expect(taken).toHaveLength(30);
    await services.database.query(
      "UPDATE pool SET buffer_target = 40 WHERE shop_id = $1 AND id = $2",
      [shop.id, poolId],
    );
    await refillPool(services, shop, poolId, never);
    await change(poolId, second, 5);
    await refillPool(services, shop, poolId, never);
    await upload();
    await voidOutdatedCodes(services, shop, poolId, never);
    await removeCodes(services, shop, never);
    const there = [...platform.codes.values()];
    expect(there).toHaveLength(5);
    expect(there.every(({ discountId }) => discountId === "second")).toBe(true);
    await expectTruth(services, shop);
  });

  it("sends codes that recipients hold up under the discount they were given with", async () => {
    const poolId = await makePool(10, false);
    const early = [await assign(poolId, "ada"), await assign(poolId, "ben")];
    await change(poolId, second, 5);
    await refillPool(services, shop, poolId, never);
    const later = await assign(poolId, "cleo");
    await change(poolId, first, 5);
    await refillPool(services, shop, poolId, never);
    const last = await assign(poolId, "dora");
    await uploadUrgentCodes(services, shop, poolId, never);
    await upload();
    await uploadUrgentCodes(services, shop, poolId, never);
    const under = ({ code }: { code: string }) =>
      platform.codes.get(code.toLowerCase())?.discountId;
    expect([...early, later, last].map(under)).toEqual(["first", "first", "second", "first"]);
    await expectTruth(services, shop);
  });

  it("sends them up under its own discount when the platform has lost theirs", async () => {
    const poolId = await makePool(10, false);
    const held = await assign(poolId, "ada");
    await change(poolId, second, 5);
    platform.discounts.delete("first");
    await uploadUrgentCodes(services, shop, poolId, never);
    await uploadUrgentCodes(services, shop, poolId, never);
    expect(platform.codes.get(held.code.toLowerCase())?.discountId).toBe("second");
    await expectTruth(services, shop);
  });

  it("may be changed there and back at once: nobody gets a code of either time before", async () => {
    const poolId = await makePool(3_000, false);
    const old = new Set((await states(poolId)).map(({ code }) => code));
    await change(poolId, second, 2_500);
    await refillPool(services, shop, poolId, never);
    await voidSome(poolId, 1);
    for (const { code } of await states(poolId)) old.add(code);
    await change(poolId, first, 20);
    const { code } = await assign(poolId, "late");
    expect(old.has(code)).toBe(false);
    await expectTruth(services, shop);
    await voidOutdatedCodes(services, shop, poolId, never);
    expect(await figures(poolId)).toEqual({
      available: 0,
      assigned: 1,
      voided: 5_500,
      total: 5_501,
    });
    expect(await inState(poolId, "voided")).toBe(5_500);
    await expectTruth(services, shop);
  });

  it("voids what a refill had begun to make before", async () => {
    const poolId = await insertDynamicPool(services, shop, { discountId: first, target: 40 });
    let changing: Promise<void> | undefined;
    let filling: Promise<void> | undefined;
    const waiting = async (count: number) => {
      for (let found = 0; found < count; ) {
        const [row] = await services.database.query<{ found: number }>(
          `SELECT count(*) AS found FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        found = row?.found ?? 0;
      }
    };
    await server.database.transaction(async (tx) => {
      await lockStock(tx, shop.id, poolId);
      changing = change(poolId, second, 40);
      await waiting(1);
      filling = refillPool(services, shop, poolId, never);
      await waiting(2);
    });
    await Promise.all([changing, filling]);
    expect(await figures(poolId)).toEqual({ available: 40, assigned: 0, voided: 40, total: 80 });
    await expectTruth(services, shop);
    await voidOutdatedCodes(services, shop, poolId, never);
    expect(await inState(poolId, "available")).toBe(40);
    await expectTruth(services, shop);
  });

  it("leaves old codes to nobody else while they wait to be voided", async () => {
    const poolId = await makePool(30, false);
    const inTheAir = { lane: "bulk", poolId, codesPerFlight: 10, flights: 1 } as const;
    const [flight] = await takeFlights(services, shop, inTheAir);
    // The shop has one of them elsewhere, so that it is refused.
    platform.put("first", "elsewhere");
    platform.codes.set(flight?.codes[0]?.toLowerCase() ?? "", {
      code: flight?.codes[0] ?? "",
      discountId: "theirs",
      id: "1000",
    });
    await services.database.query(
      "UPDATE code SET expires_at = $3 WHERE shop_id = $1 AND pool_id = $2 AND id % 5 = 0",
      [shop.id, poolId, new Date(services.clock.now().getTime() - 1)],
    );
    await change(poolId, second, 5);
    await upload();
    await expectTruth(services, shop);
    const codeIds = (await states(poolId)).map(({ id }) => id);
    expect(await voidCodes(services, shop, { poolId, codeIds, actor })).toMatchObject({
      ok: false,
    });
    const page = await listCodes(services, shop, { poolId, search: "", limit: 50 });
    expect(page.codes).toEqual([]);
    await expireCodes(services);
    await expectTruth(services, shop);
    expect(await figures(poolId)).toEqual({ available: 0, assigned: 0, voided: 30, total: 30 });
    await deletePool(services, shop, {
      poolId,
      typedName: await nameOf(poolId),
      actor,
    });
    await runJobs(services, [deletePoolCodesJob]);
    expect(await states(poolId)).toEqual([]);
    await expectTruth(services, shop);
  });

  it("takes a code back from its recipient as void: it is worth the old discount", async () => {
    const poolId = await makePool(3);
    const held = await assign(poolId, "ada");
    await change(poolId, second, 5);
    expect(await assign(poolId, "ada")).toMatchObject({ code: held.code, outcome: "reused" });
    const released = await releaseAssignments(services, shop, {
      poolId,
      assignmentIds: [held.id],
      actor,
    });
    expect(released).toEqual([{ ok: true, value: { code: "voided" } }]);
    await voidOutdatedCodes(services, shop, poolId, never);
    await removeCodes(services, shop, never);
    expect([...platform.codes.values()]).toEqual([]);
    await expectTruth(services, shop);
  });

  async function nameOf(poolId: number): Promise<string> {
    const pool = await findPool(services, shop, poolId);
    if (!pool.ok) throw new Error(pool.failure.kind);
    return pool.value.name;
  }
});
