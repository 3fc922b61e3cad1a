import { describe, expect, it } from "vitest";
import { readSupply } from "../../../app/features/publishing/read-supply.server";
import { listDifferences } from "../../../app/features/publishing/reconciliation/list-differences.server";
import { readReconciliation } from "../../../app/features/publishing/reconciliation/read-reconciliation.server";
import { runReconciliation } from "../../../app/features/publishing/reconciliation/run-reconciliation.server";
import { startReconciliation } from "../../../app/features/publishing/reconciliation/start-reconciliation.server";
import { replenishPool } from "../../../app/features/publishing/replenishment/replenish-pool.server";
import { jobs } from "../../../app/jobs/jobs.server";
import { loader } from "../../../app/routes/app.check";
import { expectTruth } from "../../factories/stock-truth";
import { loadPage } from "../../setup/admin-page";
import { runJobs } from "../../setup/run-jobs";
import { actor, never, reconciliationFixture } from "./reconciliation-fixture";

describe("a drift check", () => {
  const world = reconciliationFixture();

  it("finds nothing where nothing drifted", async () => {
    await world.check();
    expect(await readReconciliation(world.services, world.shop)).toMatchObject({
      state: "done",
      read: 600,
      missing: 0,
      unknown: 0,
      inactive: 0,
    });
  });

  it("lists codes that are missing in the world.shop, page by page, and uploads them again", async () => {
    const lost = (await world.codes()).slice(100, 107);
    for (const code of lost) world.platform.codes.delete(code.toLowerCase());
    const checkId = await world.check();
    expect(await readReconciliation(world.services, world.shop)).toMatchObject({
      read: 593,
      missing: 7,
    });
    const first = await listDifferences(world.services, world.shop, {
      checkId,
      kind: "missing",
      limit: 5,
    });
    expect(first.findings.map(({ code }) => code)).toEqual(lost.slice(0, 5));
    // The pool's figures say it, too, until they are there again.
    const supply = () => readSupply(world.services, world.shop, world.poolId);
    expect(await supply()).toMatchObject({ live: 600, missing: 7 });
    const after = first.after ?? 0;
    const rest = await listDifferences(world.services, world.shop, {
      checkId,
      kind: "missing",
      limit: 5,
      after,
    });
    expect(rest).toMatchObject({ after: null, before: expect.any(Number) });
    expect(rest.findings).toHaveLength(2);
    const ids = first.findings.slice(0, 2).map(({ id }) => id);
    expect(await world.repair(checkId, "missing", "upload", ids)).toEqual({
      ok: true,
      value: { repaired: 2 },
    });
    expect(await world.repair(checkId, "missing", "upload", null)).toMatchObject({ ok: true });
    await runJobs(world.services, ["repair-differences", "upload-codes", "upload-urgent-codes"]);
    expect(world.there().sort()).toEqual((await world.codes()).sort());
    expect(await supply()).toMatchObject({ live: 600, missing: 0 });
    expect((await world.found(checkId, "missing")).every((one) => one.repair === "upload")).toBe(
      true,
    );
    await expectTruth(world.services, world.shop);
    await world.check();
    expect(await readReconciliation(world.services, world.shop)).toMatchObject({
      missing: 0,
      unknown: 0,
    });
  });

  it("lists codes that we do not know, and takes them into the pool or out of the world.shop", async () => {
    for (const code of ["FOREIGN-1", "FOREIGN-2", "FOREIGN-3"])
      world.platform.put(world.under(), code);
    const checkId = await world.check();
    const unknown = await world.found(checkId, "unknown");
    expect(unknown.map(({ code, poolId: target }) => [code, target])).toEqual([
      ["FOREIGN-1", world.poolId],
      ["FOREIGN-2", world.poolId],
      ["FOREIGN-3", world.poolId],
    ]);
    expect(await world.repair(checkId, "unknown", "upload", null)).toMatchObject({
      ok: false,
      failure: { field: "repair" },
    });
    const [one, ...others] = unknown.map(({ id }) => id);
    await world.repair(checkId, "unknown", "adopt", [one ?? 0]);
    await world.repair(checkId, "unknown", "remove", others);
    await runJobs(world.services, ["remove-codes"]);
    expect(await world.poolNow()).toMatchObject({ available: 601 });
    expect(world.there().filter((code) => code.startsWith("FOREIGN"))).toEqual(["FOREIGN-1"]);
    await expectTruth(world.services, world.shop);
    world.services.setTime(new Date("2026-11-21T14:00:00Z"));
    await world.check();
    expect(await readReconciliation(world.services, world.shop)).toMatchObject({
      missing: 0,
      unknown: 0,
    });
  });

  it("does not take for drift what comes and goes meanwhile", async () => {
    // Waits for its upload, is on its way, and was removed a moment ago.
    await world.services.database.query("UPDATE pool SET target_stock = 610 WHERE shop_id = $1", [
      world.shop.id,
    ]);
    await replenishPool(world.services, world.shop, world.poolId, never);
    const [gone] = await world.codes();
    await world.services.database.query(
      "UPDATE code SET stored_state = 'voided' WHERE shop_id = $1 AND code = $2",
      [world.shop.id, gone],
    );
    world.platform.codes.delete(gone?.toLowerCase() ?? "");
    const { checkId } = await startReconciliation(world.services, world.shop, { actor });
    let pages = 0;
    world.platform.mishap = (call) => {
      if (call === "listCodes") pages += 1;
      return null;
    };
    await runReconciliation(world.services, world.shop, checkId, never);
    expect(pages).toBe(3);
    expect(await readReconciliation(world.services, world.shop)).toMatchObject({
      missing: 0,
      unknown: 0,
    });
  });

  it("lists pools whose discount does not work any more, and pauses them", async () => {
    world.platform.ended.add(world.under());
    const checkId = await world.check();
    const [finding] = await world.found(checkId, "inactive");
    expect(finding).toMatchObject({ poolId: world.poolId, code: null, discountTitle: "Welcome" });
    await world.repair(checkId, "inactive", "pause", null);
    await runJobs(world.services, ["repair-differences"]);
    expect(await world.poolNow()).toMatchObject({ active: false });
    await world.check();
    expect(await readReconciliation(world.services, world.shop)).toMatchObject({ inactive: 0 });
  });

  it("says that the discount is gone, and not that each of its codes is", async () => {
    world.platform.discounts.clear();
    world.platform.codes.clear();
    await world.check();
    expect(await readReconciliation(world.services, world.shop)).toMatchObject({
      state: "done",
      missing: 0,
      inactive: 1,
    });
  });

  it("goes on where it was cut off, and reads nothing twice", async () => {
    const [lost] = await world.codes();
    world.platform.codes.delete(lost?.toLowerCase() ?? "");
    const { checkId } = await startReconciliation(world.services, world.shop, { actor });
    const stop = new AbortController();
    let pages = 0;
    world.platform.mishap = (call) => {
      if (call !== "listCodes") return null;
      pages += 1;
      if (pages === 2) stop.abort();
      return pages === 3 ? "unreachable" : null;
    };
    await expect(
      runReconciliation(world.services, world.shop, checkId, stop.signal),
    ).rejects.toThrow();
    await runReconciliation(world.services, world.shop, checkId, never);
    expect(await startReconciliation(world.services, world.shop, { actor })).toEqual({ checkId });
    await runReconciliation(world.services, world.shop, checkId, never);
    expect(pages).toBe(4);
    expect(await readReconciliation(world.services, world.shop)).toMatchObject({
      read: 599,
      missing: 1,
    });
  });

  it("says when it asks a store again that doesn't respond, and goes on once it does", async () => {
    const at = (time: string) => world.services.setTime(new Date(`2026-11-21T${time}Z`));
    const shown = () => loadPage(world.services, world.shop, loader).then(({ check }) => check);
    const { checkId } = await startReconciliation(world.services, world.shop, { actor });
    const run = () => runReconciliation(world.services, world.shop, checkId, never);
    world.platform.mishap = () => "unreachable";
    await run();
    expect(await shown()).toMatchObject({
      state: "running",
      nextTryAt: new Date("2026-11-21T13:00:15Z"),
    });
    const [job] = await world.services.database.query(
      "SELECT run_at AS at FROM graphile_worker.jobs WHERE key = $1",
      [`run-reconciliation:${world.shop.id}`],
    );
    expect(job).toEqual({ at: new Date("2026-11-21T13:00:15Z") });
    // The longer it lasts, the rarer it asks, but never rarer than every five minutes.
    at("13:02:00");
    await run();
    expect(await shown()).toMatchObject({ nextTryAt: new Date("2026-11-21T13:04:00Z") });
    at("13:40:00");
    await run();
    expect(await shown()).toMatchObject({ nextTryAt: new Date("2026-11-21T13:45:00Z") });
    world.platform.mishap = () => null;
    await run();
    expect(await shown()).toMatchObject({ state: "done", read: 600, nextTryAt: null });
  });

  it("forgets an outage once a page of codes has come", async () => {
    const { checkId } = await startReconciliation(world.services, world.shop, { actor });
    let pages = 0;
    world.platform.mishap = (call) => {
      if (call !== "listCodes") return null;
      pages += 1;
      return pages === 2 ? null : "unreachable";
    };
    await runReconciliation(world.services, world.shop, checkId, never);
    world.services.setTime(new Date("2026-11-21T14:30:00Z"));
    await runReconciliation(world.services, world.shop, checkId, never);
    expect(await readReconciliation(world.services, world.shop)).toMatchObject({
      state: "running",
      read: 250,
      nextTryAt: new Date("2026-11-21T14:30:15Z"),
    });
  });

  it("ends with a reason when the store has not responded for an hour", async () => {
    const { checkId } = await startReconciliation(world.services, world.shop, { actor });
    world.platform.mishap = () => "unreachable";
    await runReconciliation(world.services, world.shop, checkId, never);
    world.services.setTime(new Date("2026-11-21T14:00:00Z"));
    await runReconciliation(world.services, world.shop, checkId, never);
    expect(await readReconciliation(world.services, world.shop)).toMatchObject({
      state: "failed",
      failure: "Testshop hasn't responded for an hour. Check again when it's back.",
      nextTryAt: null,
    });
  });

  it("ends with a reason when access is lost while codes are read", async () => {
    world.platform.mishap = (call) => (call === "listCodes" ? "denied" : null);
    await world.check();
    expect(await readReconciliation(world.services, world.shop)).toMatchObject({ state: "failed" });
  });

  it("ends with a reason when the world.shop will not have the app", async () => {
    world.platform.mishap = () => "denied";
    await world.check();
    expect(await readReconciliation(world.services, world.shop)).toMatchObject({
      state: "failed",
      failure: expect.stringContaining("Testshop does not let"),
    });
  });

  it("is made every night, and the older ones are forgotten", async () => {
    // The stores of the tests before this one would be checked every night, too.
    await world.services.database.query("UPDATE shop SET uninstalled_at = $2 WHERE id <> $1", [
      world.shop.id,
      world.services.clock.now(),
    ]);
    for (let night = 1; night <= 7; night += 1) {
      world.services.setTime(new Date(Date.UTC(2026, 11, night, 12)));
      await jobs["start-nightly-reconciliations"].run(world.services, {}, never);
      await runJobs(world.services, ["run-reconciliation"]);
    }
    const [kept] = await world.services.database.query(
      "SELECT count(*) AS checks, max(created_by) AS by FROM reconciliation WHERE shop_id = $1",
      [world.shop.id],
    );
    expect(kept).toEqual({ checks: 5, by: "app" });
    const left = await world.services.database.query(
      "SELECT 1 FROM reconciliation_seen WHERE shop_id = $1",
      [world.shop.id],
    );
    expect(left).toEqual([]);
  });

  it("is made once in a night, at the shop's own time of it", async () => {
    const started = async () => {
      await jobs["start-nightly-reconciliations"].run(world.services, {}, never);
      const checks = await world.services.database.query(
        "SELECT 1 FROM reconciliation WHERE shop_id = $1 AND created_by = 'app'",
        [world.shop.id],
      );
      return checks.length;
    };
    const minute = (world.shop.id % 30) * 10;
    world.services.setTime(new Date(Date.UTC(2026, 11, 1, 2, minute - 1)));
    expect(await started()).toBe(0);
    world.services.setTime(new Date(Date.UTC(2026, 11, 1, 2, minute)));
    expect(await started()).toBe(1);
    await runJobs(world.services, ["run-reconciliation"]);
    world.services.setTime(new Date(Date.UTC(2026, 11, 1, 6, 50)));
    expect(await started()).toBe(1);
  });
});
