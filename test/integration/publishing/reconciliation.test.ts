import { describe, expect, it } from "vitest";
import { readSupply } from "../../../app/features/publishing/read-supply.server";
import { listDifferences } from "../../../app/features/publishing/reconciliation/list-differences.server";
import { readReconciliation } from "../../../app/features/publishing/reconciliation/read-reconciliation.server";
import { runReconciliation } from "../../../app/features/publishing/reconciliation/run-reconciliation.server";
import { startReconciliation } from "../../../app/features/publishing/reconciliation/start-reconciliation.server";
import { replenishPool } from "../../../app/features/publishing/replenishment/replenish-pool.server";
import { jobs } from "../../../app/jobs/jobs.server";
import { loader } from "../../../app/routes/app.check";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { loadPage } from "../../setup/admin-page";
import { runJobs } from "../../setup/run-jobs";
import { actor, never, reconciliationFixture } from "./reconciliation-fixture";

describe("a reconciliation", () => {
  const fixture = reconciliationFixture();

  it("finds no differences if nothing changed", async () => {
    await fixture.check();
    expect(await readReconciliation(fixture.services, fixture.shop)).toMatchObject({
      state: "done",
      read: 600,
      missing: 0,
      unknown: 0,
      inactive: 0,
    });
  });

  it("lists missing codes by page, and uploads them again", async () => {
    const lost = (await fixture.codes()).slice(100, 107);
    for (const code of lost) fixture.platform.codes.delete(code.toLowerCase());
    const checkId = await fixture.check();
    expect(await readReconciliation(fixture.services, fixture.shop)).toMatchObject({
      read: 593,
      missing: 7,
    });
    const first = await listDifferences(fixture.services, fixture.shop, {
      checkId,
      kind: "missing",
      limit: 5,
    });
    expect(first.findings.map(({ code }) => code)).toEqual(lost.slice(0, 5));
    // The pool's totals count them as missing until they are uploaded again.
    const supply = () => readSupply(fixture.services, fixture.shop, fixture.poolId);
    expect(await supply()).toMatchObject({ live: 600, missing: 7 });
    const after = first.after ?? 0;
    const rest = await listDifferences(fixture.services, fixture.shop, {
      checkId,
      kind: "missing",
      limit: 5,
      after,
    });
    expect(rest).toMatchObject({ after: null, before: expect.any(Number) });
    expect(rest.findings).toHaveLength(2);
    const ids = first.findings.slice(0, 2).map(({ id }) => id);
    expect(await fixture.repair(checkId, "missing", "upload", ids)).toEqual({
      ok: true,
      value: { repaired: 2 },
    });
    expect(await fixture.repair(checkId, "missing", "upload", null)).toMatchObject({ ok: true });
    await runJobs(fixture.services, ["repair-differences", "upload-codes", "upload-urgent-codes"]);
    expect(fixture.there().sort()).toEqual((await fixture.codes()).sort());
    expect(await supply()).toMatchObject({ live: 600, missing: 0 });
    expect((await fixture.found(checkId, "missing")).every((one) => one.repair === "upload")).toBe(
      true,
    );
    await expectConsistentStock(fixture.services, fixture.shop);
    await fixture.check();
    expect(await readReconciliation(fixture.services, fixture.shop)).toMatchObject({
      missing: 0,
      unknown: 0,
    });
  });

  it("lists unknown codes, and imports them into the pool or removes them from Shopify", async () => {
    for (const code of ["FOREIGN-1", "FOREIGN-2", "FOREIGN-3"])
      fixture.platform.put(fixture.under(), code);
    const checkId = await fixture.check();
    const unknown = await fixture.found(checkId, "unknown");
    expect(unknown.map(({ code, poolId: target }) => [code, target])).toEqual([
      ["FOREIGN-1", fixture.poolId],
      ["FOREIGN-2", fixture.poolId],
      ["FOREIGN-3", fixture.poolId],
    ]);
    expect(await fixture.repair(checkId, "unknown", "upload", null)).toMatchObject({
      ok: false,
      failure: { field: "repair" },
    });
    const [one, ...others] = unknown.map(({ id }) => id);
    await fixture.repair(checkId, "unknown", "import", [one ?? 0]);
    await fixture.repair(checkId, "unknown", "remove", others);
    await runJobs(fixture.services, ["remove-codes"]);
    expect(await fixture.poolNow()).toMatchObject({ available: 601 });
    expect(fixture.there().filter((code) => code.startsWith("FOREIGN"))).toEqual(["FOREIGN-1"]);
    await expectConsistentStock(fixture.services, fixture.shop);
    fixture.services.setTime(new Date("2026-11-21T14:00:00Z"));
    await fixture.check();
    expect(await readReconciliation(fixture.services, fixture.shop)).toMatchObject({
      missing: 0,
      unknown: 0,
    });
  });

  it("ignores codes that are being uploaded or removed", async () => {
    // Ten codes await their upload, and one was just removed.
    await fixture.services.database.query("UPDATE pool SET target_stock = 610 WHERE shop_id = $1", [
      fixture.shop.id,
    ]);
    await replenishPool(fixture.services, fixture.shop, fixture.poolId, never);
    const [gone] = await fixture.codes();
    await fixture.services.database.query(
      "UPDATE code SET stored_state = 'voided' WHERE shop_id = $1 AND code = $2",
      [fixture.shop.id, gone],
    );
    fixture.platform.codes.delete(gone?.toLowerCase() ?? "");
    const { checkId } = await startReconciliation(fixture.services, fixture.shop, { actor });
    let pages = 0;
    fixture.platform.fault = (call) => {
      if (call === "listCodes") pages += 1;
      return null;
    };
    await runReconciliation(fixture.services, fixture.shop, checkId, never);
    expect(pages).toBe(3);
    expect(await readReconciliation(fixture.services, fixture.shop)).toMatchObject({
      missing: 0,
      unknown: 0,
    });
  });

  it("lists pools whose discount no longer works, and pauses them", async () => {
    fixture.platform.ended.add(fixture.under());
    const checkId = await fixture.check();
    const [finding] = await fixture.found(checkId, "inactive");
    expect(finding).toMatchObject({ poolId: fixture.poolId, code: null, discountTitle: "Welcome" });
    await fixture.repair(checkId, "inactive", "pause", null);
    await runJobs(fixture.services, ["repair-differences"]);
    expect(await fixture.poolNow()).toMatchObject({ active: false });
    await fixture.check();
    expect(await readReconciliation(fixture.services, fixture.shop)).toMatchObject({ inactive: 0 });
  });

  it("reports a deleted discount once instead of each of its codes", async () => {
    fixture.platform.discounts.clear();
    fixture.platform.codes.clear();
    await fixture.check();
    expect(await readReconciliation(fixture.services, fixture.shop)).toMatchObject({
      state: "done",
      missing: 0,
      inactive: 1,
    });
  });

  it("continues where it was interrupted, without reading a page twice", async () => {
    const [lost] = await fixture.codes();
    fixture.platform.codes.delete(lost?.toLowerCase() ?? "");
    const { checkId } = await startReconciliation(fixture.services, fixture.shop, { actor });
    const stop = new AbortController();
    let pages = 0;
    fixture.platform.fault = (call) => {
      if (call !== "listCodes") return null;
      pages += 1;
      if (pages === 2) stop.abort();
      return pages === 3 ? "unreachable" : null;
    };
    await expect(
      runReconciliation(fixture.services, fixture.shop, checkId, stop.signal),
    ).rejects.toThrow();
    await runReconciliation(fixture.services, fixture.shop, checkId, never);
    expect(await startReconciliation(fixture.services, fixture.shop, { actor })).toEqual({
      checkId,
    });
    await runReconciliation(fixture.services, fixture.shop, checkId, never);
    expect(pages).toBe(4);
    expect(await readReconciliation(fixture.services, fixture.shop)).toMatchObject({
      read: 599,
      missing: 1,
    });
  });

  it("shows when it retries a platform that doesn't respond, and continues once it does", async () => {
    const at = (time: string) => fixture.services.setTime(new Date(`2026-11-21T${time}Z`));
    const shown = () => loadPage(fixture.services, fixture.shop, loader).then(({ check }) => check);
    const { checkId } = await startReconciliation(fixture.services, fixture.shop, { actor });
    const run = () => runReconciliation(fixture.services, fixture.shop, checkId, never);
    fixture.platform.fault = () => "unreachable";
    await run();
    expect(await shown()).toMatchObject({
      state: "running",
      nextTryAt: new Date("2026-11-21T13:00:15Z"),
    });
    const [job] = await fixture.services.database.query(
      "SELECT run_at AS at FROM graphile_worker.jobs WHERE key = $1",
      [`run-reconciliation:${fixture.shop.id}`],
    );
    expect(job).toEqual({ at: new Date("2026-11-21T13:00:15Z") });
    // The interval grows with the outage, up to five minutes.
    at("13:02:00");
    await run();
    expect(await shown()).toMatchObject({ nextTryAt: new Date("2026-11-21T13:04:00Z") });
    at("13:40:00");
    await run();
    expect(await shown()).toMatchObject({ nextTryAt: new Date("2026-11-21T13:45:00Z") });
    fixture.platform.fault = () => null;
    await run();
    expect(await shown()).toMatchObject({ state: "done", read: 600, nextTryAt: null });
  });

  it("resets the outage once a page of codes was read", async () => {
    const { checkId } = await startReconciliation(fixture.services, fixture.shop, { actor });
    let pages = 0;
    fixture.platform.fault = (call) => {
      if (call !== "listCodes") return null;
      pages += 1;
      return pages === 2 ? null : "unreachable";
    };
    await runReconciliation(fixture.services, fixture.shop, checkId, never);
    fixture.services.setTime(new Date("2026-11-21T14:30:00Z"));
    await runReconciliation(fixture.services, fixture.shop, checkId, never);
    expect(await readReconciliation(fixture.services, fixture.shop)).toMatchObject({
      state: "running",
      read: 250,
      nextTryAt: new Date("2026-11-21T14:30:15Z"),
    });
  });

  it("fails with a reason if the platform doesn't respond for an hour", async () => {
    const { checkId } = await startReconciliation(fixture.services, fixture.shop, { actor });
    fixture.platform.fault = () => "unreachable";
    await runReconciliation(fixture.services, fixture.shop, checkId, never);
    fixture.services.setTime(new Date("2026-11-21T14:00:00Z"));
    await runReconciliation(fixture.services, fixture.shop, checkId, never);
    expect(await readReconciliation(fixture.services, fixture.shop)).toMatchObject({
      state: "failed",
      failure: "Testshop hasn’t responded for an hour. Check again when it’s back.",
      nextTryAt: null,
    });
  });

  it("fails with a reason if access is lost while reading codes", async () => {
    fixture.platform.fault = (call) => (call === "listCodes" ? "denied" : null);
    await fixture.check();
    expect(await readReconciliation(fixture.services, fixture.shop)).toMatchObject({
      state: "failed",
    });
  });

  it("fails with a reason if the platform denies access", async () => {
    fixture.platform.fault = () => "denied";
    await fixture.check();
    expect(await readReconciliation(fixture.services, fixture.shop)).toMatchObject({
      state: "failed",
      failure: expect.stringContaining("Testshop doesn’t let"),
    });
  });

  it("runs every night, and only the latest five are kept", async () => {
    // Excludes the stores of the other tests, which would also be checked every night.
    await fixture.services.database.query("UPDATE shop SET uninstalled_at = $2 WHERE id <> $1", [
      fixture.shop.id,
      fixture.services.clock.now(),
    ]);
    for (let night = 1; night <= 7; night += 1) {
      fixture.services.setTime(new Date(Date.UTC(2026, 11, night, 12)));
      await jobs["start-nightly-reconciliations"].run(fixture.services, {}, never);
      await runJobs(fixture.services, ["run-reconciliation"]);
    }
    const [kept] = await fixture.services.database.query(
      "SELECT count(*) AS checks, max(created_by) AS by FROM reconciliation WHERE shop_id = $1",
      [fixture.shop.id],
    );
    expect(kept).toEqual({ checks: 5, by: "app" });
    const left = await fixture.services.database.query(
      "SELECT 1 FROM reconciliation_seen WHERE shop_id = $1",
      [fixture.shop.id],
    );
    expect(left).toEqual([]);
  });

  it("runs once a night, at the time assigned to the shop", async () => {
    const started = async () => {
      await jobs["start-nightly-reconciliations"].run(fixture.services, {}, never);
      const checks = await fixture.services.database.query(
        "SELECT 1 FROM reconciliation WHERE shop_id = $1 AND created_by = 'app'",
        [fixture.shop.id],
      );
      return checks.length;
    };
    const minute = (fixture.shop.id % 30) * 10;
    fixture.services.setTime(new Date(Date.UTC(2026, 11, 1, 2, minute - 1)));
    expect(await started()).toBe(0);
    fixture.services.setTime(new Date(Date.UTC(2026, 11, 1, 2, minute)));
    expect(await started()).toBe(1);
    await runJobs(fixture.services, ["run-reconciliation"]);
    fixture.services.setTime(new Date(Date.UTC(2026, 11, 1, 6, 50)));
    expect(await started()).toBe(1);
  });
});
