import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { findPool } from "../../../app/pools/find-pool.server";
import { refillPool } from "../../../app/supply/buffer/refill-pool.server";
import { checkDrift } from "../../../app/supply/drift/check-drift.server";
import type { DriftKind, DriftRepair } from "../../../app/supply/drift/drift";
import { listDriftFindings } from "../../../app/supply/drift/list-drift-findings.server";
import { listLeftDrift } from "../../../app/supply/drift/list-left-drift.server";
import { readDriftCheck } from "../../../app/supply/drift/read-drift-check.server";
import { repairDrift } from "../../../app/supply/drift/repair-drift.server";
import { reportAgain } from "../../../app/supply/drift/report-again.server";
import { startDriftCheck } from "../../../app/supply/drift/start-drift-check.server";
import { uploadCodes } from "../../../app/supply/upload/upload-codes.server";
import { checkDriftJob } from "../../../app/worker/check-drift.server";
import { removeCodesJob } from "../../../app/worker/remove-codes.server";
import { repairDriftJob } from "../../../app/worker/repair-drift.server";
import { startDriftChecksJob } from "../../../app/worker/start-drift-checks.server";
import { uploadCodesJob } from "../../../app/worker/upload-codes.server";
import { uploadUrgentCodesJob } from "../../../app/worker/upload-urgent-codes.server";
import { expectTruth } from "../../factories/stock-truth";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { insertDiscount, insertDynamicPool } from "./demo-discount";
import { FakePlatform } from "./fake-platform";

const never = new AbortController().signal;
const actor = { name: "Ada" };

describe("a drift check", () => {
  let services: TestServices;
  let shop: ShopContext;
  let platform: FakePlatform;
  let poolId: number;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  beforeEach(async () => {
    shops += 1;
    services.setTime(new Date("2026-11-21T12:00:00Z"));
    shop = await insertShop(services, `shop-${shops}.myshopify.com`);
    platform = new FakePlatform(new Set([under()]));
    services.platform = platform.open;
    const discountId = await insertDiscount(services, shop, { platformId: under() });
    poolId = await insertDynamicPool(services, shop, { discountId, target: 600, floor: 1 });
    await refillPool(services, shop, poolId, never);
    await uploadCodes(services, shop, never);
    services.setTime(new Date("2026-11-21T13:00:00Z"));
  });
  afterAll(() => services.close());

  const under = () => `d-${shops}`;
  const codes = async () =>
    (
      await services.database.query<{ code: string }>(
        "SELECT code FROM code WHERE shop_id = $1 AND pool_id = $2 ORDER BY position",
        [shop.id, poolId],
      )
    ).map(({ code }) => code);
  const check = async () => {
    const { checkId } = await startDriftCheck(services, shop, { actor });
    await runJobs(services, [checkDriftJob]);
    return checkId;
  };
  const found = async (checkId: number, kind: DriftKind) =>
    (await listDriftFindings(services, shop, { checkId, kind, limit: 100 })).findings;
  const repair = (
    checkId: number,
    kind: DriftKind,
    how: DriftRepair,
    findingIds: number[] | null,
  ) => repairDrift(services, shop, { checkId, kind, repair: how, findingIds, actor });
  const poolNow = async () => {
    const pool = await findPool(services, shop, poolId);
    return pool.ok ? pool.value : undefined;
  };
  const there = () => [...platform.codes.values()].map(({ code }) => code);

  it("finds nothing where nothing drifted", async () => {
    await check();
    expect(await readDriftCheck(services, shop)).toMatchObject({
      state: "done",
      read: 600,
      missing: 0,
      unknown: 0,
      inactive: 0,
    });
  });

  it("lists codes that are missing in the shop, page by page, and uploads them again", async () => {
    const lost = (await codes()).slice(100, 107);
    for (const code of lost) platform.codes.delete(code.toLowerCase());
    const checkId = await check();
    expect(await readDriftCheck(services, shop)).toMatchObject({ read: 593, missing: 7 });
    const first = await listDriftFindings(services, shop, { checkId, kind: "missing", limit: 5 });
    expect(first.findings.map(({ code }) => code)).toEqual(lost.slice(0, 5));
    const after = first.after ?? 0;
    const rest = await listDriftFindings(services, shop, {
      checkId,
      kind: "missing",
      limit: 5,
      after,
    });
    expect(rest).toMatchObject({ after: null, before: expect.any(Number) });
    expect(rest.findings).toHaveLength(2);
    const ids = first.findings.slice(0, 2).map(({ id }) => id);
    expect(await repair(checkId, "missing", "upload", ids)).toEqual({
      ok: true,
      value: { repaired: 2 },
    });
    expect(await repair(checkId, "missing", "upload", null)).toMatchObject({ ok: true });
    await runJobs(services, [repairDriftJob, uploadCodesJob, uploadUrgentCodesJob]);
    expect(there().sort()).toEqual((await codes()).sort());
    expect((await found(checkId, "missing")).every((one) => one.repair === "upload")).toBe(true);
    await expectTruth(services, shop);
    await check();
    expect(await readDriftCheck(services, shop)).toMatchObject({ missing: 0, unknown: 0 });
  });

  it("lists codes that we do not know, and takes them into the pool or out of the shop", async () => {
    for (const code of ["FOREIGN-1", "FOREIGN-2", "FOREIGN-3"]) platform.put(under(), code);
    const checkId = await check();
    const unknown = await found(checkId, "unknown");
    expect(unknown.map(({ code, poolId: target }) => [code, target])).toEqual([
      ["FOREIGN-1", poolId],
      ["FOREIGN-2", poolId],
      ["FOREIGN-3", poolId],
    ]);
    expect(await repair(checkId, "unknown", "upload", null)).toMatchObject({
      ok: false,
      failure: { field: "repair" },
    });
    const [one, ...others] = unknown.map(({ id }) => id);
    await repair(checkId, "unknown", "adopt", [one ?? 0]);
    await repair(checkId, "unknown", "remove", others);
    await runJobs(services, [removeCodesJob]);
    expect(await poolNow()).toMatchObject({ available: 601 });
    expect(there().filter((code) => code.startsWith("FOREIGN"))).toEqual(["FOREIGN-1"]);
    await expectTruth(services, shop);
    services.setTime(new Date("2026-11-21T14:00:00Z"));
    await check();
    expect(await readDriftCheck(services, shop)).toMatchObject({ missing: 0, unknown: 0 });
  });

  it("does not take for drift what comes and goes meanwhile", async () => {
    // Waits for its upload, is on its way, and was removed a moment ago.
    await services.database.query("UPDATE pool SET buffer_target = 610 WHERE shop_id = $1", [
      shop.id,
    ]);
    await refillPool(services, shop, poolId, never);
    const [gone] = await codes();
    await services.database.query(
      "UPDATE code SET state = 'voided' WHERE shop_id = $1 AND code = $2",
      [shop.id, gone],
    );
    platform.codes.delete(gone?.toLowerCase() ?? "");
    const { checkId } = await startDriftCheck(services, shop, { actor });
    let pages = 0;
    platform.mishap = (call) => {
      if (call === "listCodes") pages += 1;
      return null;
    };
    await checkDrift(services, shop, checkId, never);
    expect(pages).toBe(3);
    expect(await readDriftCheck(services, shop)).toMatchObject({ missing: 0, unknown: 0 });
  });

  it("lists pools whose discount does not work any more, and pauses them", async () => {
    platform.ended.add(under());
    const checkId = await check();
    const [finding] = await found(checkId, "inactive");
    expect(finding).toMatchObject({ poolId, code: null, discountTitle: "Welcome" });
    await repair(checkId, "inactive", "pause", null);
    await runJobs(services, [repairDriftJob]);
    expect(await poolNow()).toMatchObject({ active: false });
    await check();
    expect(await readDriftCheck(services, shop)).toMatchObject({ inactive: 0 });
  });

  it("says that the discount is gone, and not that each of its codes is", async () => {
    platform.discounts.clear();
    platform.codes.clear();
    await check();
    expect(await readDriftCheck(services, shop)).toMatchObject({
      state: "done",
      missing: 0,
      inactive: 1,
    });
  });

  it("goes on where it was cut off, and reads nothing twice", async () => {
    const [lost] = await codes();
    platform.codes.delete(lost?.toLowerCase() ?? "");
    const { checkId } = await startDriftCheck(services, shop, { actor });
    const stop = new AbortController();
    let pages = 0;
    platform.mishap = (call) => {
      if (call !== "listCodes") return null;
      pages += 1;
      if (pages === 2) stop.abort();
      return pages === 3 ? "unreachable" : null;
    };
    await expect(checkDrift(services, shop, checkId, stop.signal)).rejects.toThrow();
    await expect(checkDrift(services, shop, checkId, never)).rejects.toThrow("not read");
    expect(await startDriftCheck(services, shop, { actor })).toEqual({ checkId });
    await checkDrift(services, shop, checkId, never);
    expect(pages).toBe(4);
    expect(await readDriftCheck(services, shop)).toMatchObject({ read: 599, missing: 1 });
  });

  it("ends with a reason when the shop will not have the app", async () => {
    platform.mishap = () => "denied";
    await check();
    expect(await readDriftCheck(services, shop)).toMatchObject({
      state: "failed",
      failure: expect.stringContaining("Testshop does not let"),
    });
  });

  it("does not tell again of what is left as it is, until it changes or is taken back", async () => {
    const left = () => listLeftDrift(services, shop, { after: 0, limit: 100 });
    const leftCodes = async () => (await left()).left.map(({ code }) => code);
    for (const code of ["FOREIGN-1", "FOREIGN-2", "FOREIGN-3"]) platform.put(under(), code);
    const [lost] = await codes();
    platform.codes.delete(lost?.toLowerCase() ?? "");
    const first = await check();
    const ids = (await found(first, "unknown")).map(({ id }) => id);
    expect(await repair(first, "unknown", "leave", ids.slice(0, 1))).toEqual({
      ok: true,
      value: { repaired: 1 },
    });
    await repair(first, "unknown", "leave", null);
    await repair(first, "missing", "leave", null);
    await runJobs(services, [repairDriftJob]);
    expect(await left()).toMatchObject({ count: 4, more: false, next: null });
    expect((await left()).left[0]).toMatchObject({
      kind: "unknown",
      code: "FOREIGN-1",
      leftBy: "Ada",
    });
    expect(await listLeftDrift(services, shop, { after: 0, limit: 2 })).toMatchObject({
      count: 4,
      next: (await left()).left[1]?.id,
    });
    expect((await found(first, "unknown")).map((one) => one.repair)).toEqual(
      Array(3).fill("leave"),
    );

    await check();
    expect(await readDriftCheck(services, shop)).toMatchObject({ missing: 0, unknown: 0 });
    expect(await left()).toMatchObject({ count: 4 });

    // Somebody takes one out and puts it there anew; one that ended is forgotten; the lost one is back.
    platform.codes.delete("foreign-1");
    platform.codes.delete("foreign-3");
    platform.put(under(), "FOREIGN-1");
    platform.put(under(), lost ?? "");
    const third = await check();
    expect(await readDriftCheck(services, shop)).toMatchObject({ missing: 0, unknown: 1 });
    expect((await found(third, "unknown")).map(({ code }) => code)).toEqual(["FOREIGN-1"]);
    expect(await leftCodes()).toEqual(["FOREIGN-2"]);
    platform.codes.delete(lost?.toLowerCase() ?? "");
    const fourth = await check();
    expect(await readDriftCheck(services, shop)).toMatchObject({ missing: 1, unknown: 1 });

    // What was left in this very check is open again at once, everything else at the next.
    await repair(fourth, "missing", "leave", null);
    await runJobs(services, [repairDriftJob]);
    expect(await reportAgain(services, shop, { ids: null, actor })).toEqual({
      ok: true,
      value: { reported: 2 },
    });
    expect((await found(fourth, "missing")).map((one) => one.repair)).toEqual([null]);
    await check();
    expect(await readDriftCheck(services, shop)).toMatchObject({ missing: 1, unknown: 2 });
    const stranger = await insertShop(services, `stranger-${shops}.myshopify.com`);
    expect(await listLeftDrift(services, stranger, { after: 0, limit: 9 })).toMatchObject({
      count: 0,
    });
  });

  it("leaves a pool as it is whose discount does not work, until that works again", async () => {
    platform.ended.add(under());
    await repair(await check(), "inactive", "leave", null);
    await runJobs(services, [repairDriftJob]);
    await check();
    expect(await readDriftCheck(services, shop)).toMatchObject({ inactive: 0 });
    platform.ended.clear();
    await check();
    platform.ended.add(under());
    await check();
    expect(await readDriftCheck(services, shop)).toMatchObject({ inactive: 1 });
  });

  it("is made every night, and the older ones are forgotten", async () => {
    for (let night = 0; night < 7; night += 1) {
      await startDriftChecksJob.run(services, {}, never);
      await runJobs(services, [checkDriftJob]);
    }
    const [kept] = await services.database.query(
      "SELECT count(*) AS checks, max(created_by) AS by FROM drift_check WHERE shop_id = $1",
      [shop.id],
    );
    expect(kept).toEqual({ checks: 5, by: "app" });
    const left = await services.database.query("SELECT 1 FROM drift_seen WHERE shop_id = $1", [
      shop.id,
    ]);
    expect(left).toEqual([]);
  });
});
