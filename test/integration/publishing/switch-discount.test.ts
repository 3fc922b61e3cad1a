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
import { expectConsistentStock } from "../../factories/consistent-stock";
import { runJobs } from "../../setup/run-jobs";
import type { TestServices } from "../../setup/test-services";
import { insertDynamicPool } from "./demo-discount";
import { switchDiscountFixture } from "./switch-discount-fixture";

const never = new AbortController().signal;
const actor = { name: "Ada" };
const fixture = switchDiscountFixture();
const { makePool, upload, change, assign, states, inState, storedAs, figures, voidThenDie } =
  fixture;

describe("a dynamic pool that switches to another discount", () => {
  it("assigns no old codes from then on, without interrupting assignments", async () => {
    const poolId = await makePool(5_000, false);
    const old = new Set((await states(poolId)).map(({ code }) => code));
    const before: string[] = [];
    const after: string[] = [];
    let changed = false;
    const assignMany = async (_server: TestServices, name: string) => {
      for (let n = 0; n < 40; n += 1) {
        const late = changed;
        const { code } = await assign(poolId, `${name}-${n}`, fixture.server);
        (late ? after : before).push(code);
      }
    };
    const changing = async () => {
      while (before.length < 20) await assign(poolId, "again");
      await change(poolId, fixture.second);
      changed = true;
      await voidSupersededCodes(fixture.services, fixture.shop, poolId, never);
    };
    await Promise.all([
      assignMany(fixture.services, "a"),
      assignMany(fixture.server, "b"),
      assignMany(fixture.server, "c"),
      changing(),
    ]);
    expect(after.length).toBeGreaterThan(20);
    expect(after.filter((code) => old.has(code))).toEqual([]);
    expect(before.some((code) => old.has(code))).toBe(true);
    expect(await inState(poolId, "voided")).toBe(
      old.size - before.filter((one) => old.has(one)).length - 1,
    );
    await expectConsistentStock(fixture.services, fixture.shop);
  });

  it("shows the old codes as voided immediately, and a killed job continues where it stopped", async () => {
    const poolId = await makePool(5_000, false);
    await change(poolId, fixture.second, 10);
    const totals = { available: 0, assigned: 0, voided: 5_000, total: 5_000 };
    expect(await figures(poolId)).toEqual(totals);
    expect(await storedAs(poolId, "available")).toBe(5_000);
    expect(await inState(poolId, "voided")).toBe(5_000);
    await expectConsistentStock(fixture.services, fixture.shop);
    await voidThenDie(poolId, 2);
    expect(await storedAs(poolId, "voided")).toBe(4_000);
    expect(await figures(poolId)).toEqual(totals);
    await expectConsistentStock(fixture.services, fixture.shop);
    await fixture.services.database.query(
      "SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs",
    );
    // The job was lost with the process, so the sweep must enqueue it again.
    await sweepSupply(fixture.services);
    await runJobs(fixture.services, ["void-superseded-codes"]);
    expect(await storedAs(poolId, "voided")).toBe(5_000);
    expect(await figures(poolId)).toEqual(totals);
    await replenishPool(fixture.services, fixture.shop, poolId, never);
    expect(await figures(poolId)).toMatchObject({ available: 10, voided: 5_000 });
    await expectConsistentStock(fixture.services, fixture.shop);
  });

  it("assigns no code from before, even after switching back immediately", async () => {
    const poolId = await makePool(3_000, false);
    const old = new Set((await states(poolId)).map(({ code }) => code));
    await change(poolId, fixture.second, 2_500);
    await replenishPool(fixture.services, fixture.shop, poolId, never);
    await voidThenDie(poolId, 1);
    for (const { code } of await states(poolId)) old.add(code);
    await change(poolId, fixture.first, 20);
    const { code } = await assign(poolId, "late");
    expect(old.has(code)).toBe(false);
    await expectConsistentStock(fixture.services, fixture.shop);
    await voidSupersededCodes(fixture.services, fixture.shop, poolId, never);
    expect(await figures(poolId)).toEqual({
      available: 0,
      assigned: 1,
      voided: 5_500,
      total: 5_501,
    });
    expect(await inState(poolId, "voided")).toBe(5_500);
    await expectConsistentStock(fixture.services, fixture.shop);
  });

  it("voids codes from a replenishment that started before", async () => {
    const poolId = await insertDynamicPool(fixture.services, fixture.shop, {
      discountId: fixture.first,
      target: 40,
    });
    let changing: Promise<void> | undefined;
    let replenishing: Promise<void> | undefined;
    const waiting = async (count: number) => {
      for (let found = 0; found < count; ) {
        const [row] = await fixture.services.database.query<{ found: number }>(
          `SELECT count(*) AS found FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        found = row?.found ?? 0;
      }
    };
    await fixture.server.database.transaction(async (tx) => {
      await lockStock(tx, fixture.shop.id, poolId);
      changing = change(poolId, fixture.second, 40);
      await waiting(1);
      replenishing = replenishPool(fixture.services, fixture.shop, poolId, never);
      await waiting(2);
    });
    await Promise.all([changing, replenishing]);
    expect(await figures(poolId)).toEqual({ available: 40, assigned: 0, voided: 40, total: 80 });
    await expectConsistentStock(fixture.services, fixture.shop);
    await voidSupersededCodes(fixture.services, fixture.shop, poolId, never);
    expect(await inState(poolId, "available")).toBe(40);
    await expectConsistentStock(fixture.services, fixture.shop);
  });

  it("keeps old codes from every other use until they are voided", async () => {
    const poolId = await makePool(30, false);
    const claim = { priority: "bulk", poolId, codesPerBatch: 10, batches: 1 } as const;
    const [batch] = await claimPendingBatches(fixture.services, fixture.shop, claim);
    // Another discount has one of the codes, so Shopify rejects it.
    fixture.platform.put("first", "elsewhere");
    fixture.platform.codes.set(batch?.codes[0]?.toLowerCase() ?? "", {
      code: batch?.codes[0] ?? "",
      discountId: "theirs",
      id: "1000",
    });
    await fixture.services.database.query(
      "UPDATE code SET expires_at = $3 WHERE shop_id = $1 AND pool_id = $2 AND id % 5 = 0",
      [fixture.shop.id, poolId, new Date(fixture.services.clock.now().getTime() - 1)],
    );
    await change(poolId, fixture.second, 5);
    await upload();
    await expectConsistentStock(fixture.services, fixture.shop);
    const codeIds = (await states(poolId)).map(({ id }) => id);
    expect(
      await voidCodes(fixture.services, fixture.shop, { poolId, codeIds, actor }),
    ).toMatchObject({
      ok: false,
    });
    const page = await listCodes(fixture.services, fixture.shop, { poolId, search: "", limit: 50 });
    expect(page.codes).toEqual([]);
    await expireCodes(fixture.services);
    await expectConsistentStock(fixture.services, fixture.shop);
    expect(await figures(poolId)).toEqual({ available: 0, assigned: 0, voided: 30, total: 30 });
    await deletePool(fixture.services, fixture.shop, {
      poolId,
      typedName: await nameOf(poolId),
      actor,
    });
    await runJobs(fixture.services, ["delete-pool-codes"]);
    expect(await states(poolId)).toEqual([]);
    await expectConsistentStock(fixture.services, fixture.shop);
  });

  it("voids a code of the old discount when it is released", async () => {
    const poolId = await makePool(3);
    const held = await assign(poolId, "ada");
    await change(poolId, fixture.second, 5);
    expect(await assign(poolId, "ada")).toMatchObject({ code: held.code, outcome: "reused" });
    const released = await releaseAssignments(fixture.services, fixture.shop, {
      poolId,
      assignmentIds: [held.id],
      actor,
    });
    expect(released).toEqual([{ ok: true, value: { code: "voided" } }]);
    await voidSupersededCodes(fixture.services, fixture.shop, poolId, never);
    await removeCodes(fixture.services, fixture.shop, never);
    expect([...fixture.platform.codes.values()]).toEqual([]);
    await expectConsistentStock(fixture.services, fixture.shop);
  });

  async function nameOf(poolId: number): Promise<string> {
    const pool = await findPool(fixture.services, fixture.shop, poolId);
    if (!pool.ok) throw new Error(pool.failure.kind);
    return pool.value.name;
  }
});
