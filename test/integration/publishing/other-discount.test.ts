import { describe, expect, it } from "vitest";
import { releaseAssignments } from "../../../app/features/assignments/release/release-assignments.server";
import { expireCodes } from "../../../app/features/codes/expire-codes.server";
import { listCodes } from "../../../app/features/codes/list-codes.server";
import { voidCodes } from "../../../app/features/codes/void-codes.server";
import { deletePool } from "../../../app/features/pools/changing/delete-pool.server";
import { findPool } from "../../../app/features/pools/find-pool.server";
import { lockStock } from "../../../app/features/pools/stock/stock.server";
import { removeCodes } from "../../../app/features/publishing/removal/remove-codes.server";
import { replenishPool } from "../../../app/features/publishing/replenishment/replenish-pool.server";
import { voidSupersededCodes } from "../../../app/features/publishing/replenishment/void-superseded-codes.server";
import { sweepSupply } from "../../../app/features/publishing/sweep-supply.server";
import { claimPendingBatches } from "../../../app/features/publishing/upload/claim-pending-batches.server";
import { expectTruth } from "../../factories/stock-truth";
import { runJobs } from "../../setup/run-jobs";
import type { TestServices } from "../../setup/test-services";
import { insertDynamicPool } from "./demo-discount";
import { otherDiscountFixture } from "./other-discount-fixture";

const never = new AbortController().signal;
const actor = { name: "Ada" };
const world = otherDiscountFixture();
const { makePool, upload, change, assign, states, inState, storedAs, figures, voidSome } = world;

describe("a dynamic pool that is to be worth another discount", () => {
  it("hands none of the old codes out from that moment on, and does not stop handing out", async () => {
    const poolId = await makePool(5_000, false);
    const old = new Set((await states(poolId)).map(({ code }) => code));
    const before: string[] = [];
    const after: string[] = [];
    let changed = false;
    const handOut = async (_server: TestServices, name: string) => {
      for (let n = 0; n < 40; n += 1) {
        const late = changed;
        const { code } = await assign(poolId, `${name}-${n}`, world.server);
        (late ? after : before).push(code);
      }
    };
    const changing = async () => {
      while (before.length < 20) await assign(poolId, "again");
      await change(poolId, world.second);
      changed = true;
      await voidSupersededCodes(world.services, world.shop, poolId, never);
    };
    await Promise.all([
      handOut(world.services, "a"),
      handOut(world.server, "b"),
      handOut(world.server, "c"),
      changing(),
    ]);
    expect(after.length).toBeGreaterThan(20);
    expect(after.filter((code) => old.has(code))).toEqual([]);
    expect(before.some((code) => old.has(code))).toBe(true);
    expect(await inState(poolId, "voided")).toBe(
      old.size - before.filter((one) => old.has(one)).length - 1,
    );
    await expectTruth(world.services, world.shop);
  });

  it("says at once that they are void, and a killed job goes on where it was", async () => {
    const poolId = await makePool(5_000, false);
    await change(poolId, world.second, 10);
    const told = { available: 0, assigned: 0, voided: 5_000, total: 5_000 };
    expect(await figures(poolId)).toEqual(told);
    expect(await storedAs(poolId, "available")).toBe(5_000);
    expect(await inState(poolId, "voided")).toBe(5_000);
    await expectTruth(world.services, world.shop);
    await voidSome(poolId, 2);
    expect(await storedAs(poolId, "voided")).toBe(4_000);
    expect(await figures(poolId)).toEqual(told);
    await expectTruth(world.services, world.shop);
    await world.services.database.query(
      "SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs",
    );
    // The job is lost with the process: what waits is found.
    await sweepSupply(world.services);
    await runJobs(world.services, ["void-superseded-codes"]);
    expect(await storedAs(poolId, "voided")).toBe(5_000);
    expect(await figures(poolId)).toEqual(told);
    await replenishPool(world.services, world.shop, poolId, never);
    expect(await figures(poolId)).toMatchObject({ available: 10, voided: 5_000 });
    await expectTruth(world.services, world.shop);
  });

  it("may be changed there and back at once: nobody gets a code of either time before", async () => {
    const poolId = await makePool(3_000, false);
    const old = new Set((await states(poolId)).map(({ code }) => code));
    await change(poolId, world.second, 2_500);
    await replenishPool(world.services, world.shop, poolId, never);
    await voidSome(poolId, 1);
    for (const { code } of await states(poolId)) old.add(code);
    await change(poolId, world.first, 20);
    const { code } = await assign(poolId, "late");
    expect(old.has(code)).toBe(false);
    await expectTruth(world.services, world.shop);
    await voidSupersededCodes(world.services, world.shop, poolId, never);
    expect(await figures(poolId)).toEqual({
      available: 0,
      assigned: 1,
      voided: 5_500,
      total: 5_501,
    });
    expect(await inState(poolId, "voided")).toBe(5_500);
    await expectTruth(world.services, world.shop);
  });

  it("voids what a refill had begun to make before", async () => {
    const poolId = await insertDynamicPool(world.services, world.shop, {
      discountId: world.first,
      target: 40,
    });
    let changing: Promise<void> | undefined;
    let filling: Promise<void> | undefined;
    const waiting = async (count: number) => {
      for (let found = 0; found < count; ) {
        const [row] = await world.services.database.query<{ found: number }>(
          `SELECT count(*) AS found FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        found = row?.found ?? 0;
      }
    };
    await world.server.database.transaction(async (tx) => {
      await lockStock(tx, world.shop.id, poolId);
      changing = change(poolId, world.second, 40);
      await waiting(1);
      filling = replenishPool(world.services, world.shop, poolId, never);
      await waiting(2);
    });
    await Promise.all([changing, filling]);
    expect(await figures(poolId)).toEqual({ available: 40, assigned: 0, voided: 40, total: 80 });
    await expectTruth(world.services, world.shop);
    await voidSupersededCodes(world.services, world.shop, poolId, never);
    expect(await inState(poolId, "available")).toBe(40);
    await expectTruth(world.services, world.shop);
  });

  it("leaves old codes to nobody else while they wait to be voided", async () => {
    const poolId = await makePool(30, false);
    const inTheAir = { priority: "bulk", poolId, codesPerBatch: 10, batches: 1 } as const;
    const [flight] = await claimPendingBatches(world.services, world.shop, inTheAir);
    // The store has one of them elsewhere, so that it is refused.
    world.platform.put("first", "elsewhere");
    world.platform.codes.set(flight?.codes[0]?.toLowerCase() ?? "", {
      code: flight?.codes[0] ?? "",
      discountId: "theirs",
      id: "1000",
    });
    await world.services.database.query(
      "UPDATE code SET expires_at = $3 WHERE shop_id = $1 AND pool_id = $2 AND id % 5 = 0",
      [world.shop.id, poolId, new Date(world.services.clock.now().getTime() - 1)],
    );
    await change(poolId, world.second, 5);
    await upload();
    await expectTruth(world.services, world.shop);
    const codeIds = (await states(poolId)).map(({ id }) => id);
    expect(await voidCodes(world.services, world.shop, { poolId, codeIds, actor })).toMatchObject({
      ok: false,
    });
    const page = await listCodes(world.services, world.shop, { poolId, search: "", limit: 50 });
    expect(page.codes).toEqual([]);
    await expireCodes(world.services);
    await expectTruth(world.services, world.shop);
    expect(await figures(poolId)).toEqual({ available: 0, assigned: 0, voided: 30, total: 30 });
    await deletePool(world.services, world.shop, {
      poolId,
      typedName: await nameOf(poolId),
      actor,
    });
    await runJobs(world.services, ["delete-pool-codes"]);
    expect(await states(poolId)).toEqual([]);
    await expectTruth(world.services, world.shop);
  });

  it("takes a code back from its recipient as void: it is worth the old discount", async () => {
    const poolId = await makePool(3);
    const held = await assign(poolId, "ada");
    await change(poolId, world.second, 5);
    expect(await assign(poolId, "ada")).toMatchObject({ code: held.code, outcome: "reused" });
    const released = await releaseAssignments(world.services, world.shop, {
      poolId,
      assignmentIds: [held.id],
      actor,
    });
    expect(released).toEqual([{ ok: true, value: { code: "voided" } }]);
    await voidSupersededCodes(world.services, world.shop, poolId, never);
    await removeCodes(world.services, world.shop, never);
    expect([...world.platform.codes.values()]).toEqual([]);
    await expectTruth(world.services, world.shop);
  });

  async function nameOf(poolId: number): Promise<string> {
    const pool = await findPool(world.services, world.shop, poolId);
    if (!pool.ok) throw new Error(pool.failure.kind);
    return pool.value.name;
  }
});
