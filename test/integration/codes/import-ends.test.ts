import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { startImport } from "../../../app/features/codes/import/drafting/start-import.server";
import { findBatch } from "../../../app/features/codes/import/find-batch.server";
import { importCodes } from "../../../app/features/codes/import/running/import-codes.server";
import { stopImport } from "../../../app/features/codes/import/running/stop-import.server";
import { sweepImports } from "../../../app/features/codes/import/running/sweep-imports.server";
import { startUndo } from "../../../app/features/codes/import/undo/start-undo.server";
import { undoImport } from "../../../app/features/codes/import/undo/undo-import.server";
import { findPool } from "../../../app/features/pools/find-pool.server";
import { dropOldUploads } from "../../../app/features/privacy/drop-old-uploads.server";
import { afterTransaction } from "../../factories/after-transaction";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { loseJobs, refuseTable } from "../../factories/database-failures";
import { draftFile, expectOk } from "../../factories/import-file";
import { manyCodes, startImportOf } from "../../factories/start-import-of";
import { insertPool } from "../../factories/stocked-pool";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const begin = new Date("2026-11-21T12:00:00Z");
const actor = { name: "Ada" };
const forever = new AbortController().signal;

/** One chunk of 10,000 codes, and a second chunk with the code that fails. */
const twoChunks = [...manyCodes(10_001)];

const poisoned = (error: string) =>
  ({ table: "code", error, when: "NEW.code LIKE '%-10000'" }) as const;

describe("an import that can't continue", () => {
  let services: TestServices;
  let shop: ShopContext;
  let poolId: number;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  beforeEach(async () => {
    shops += 1;
    services.setTime(begin);
    shop = await insertShop(services, `import-ends-${shops}.myshopify.com`);
    poolId = await insertPool(services, shop);
  });
  afterAll(() => services.close());

  const batchOf = async (batchId: number) =>
    expectOk(await findBatch(services, shop, { poolId, batchId }));
  const available = async () => expectOk(await findPool(services, shop, poolId)).available;
  const uploads = () =>
    services.database.query("SELECT 1 FROM file_upload WHERE shop_id = $1", [shop.id]);
  const minutesLater = (minutes: number) =>
    services.setTime(new Date(begin.getTime() + minutes * 60_000));
  const undo = async (batchId: number) => {
    expectOk(await startUndo(services, shop, { poolId, batchId, actor }));
    await undoImport(services, shop, { batchId: batchId });
  };

  it("fails immediately, with a reason, at a row the database rejects", async () => {
    const batchId = await startImportOf(services, shop, poolId, twoChunks);
    await refuseTable(services, poisoned("22023"), () =>
      importCodes(services, shop, batchId, forever),
    );
    expect(await batchOf(batchId)).toMatchObject({
      state: "failed",
      added: 10_000,
      failure: expect.stringMatching(/problem on our side.*Undo the import, or import the file/),
      finishedAt: begin,
    });
    expect(await uploads()).toEqual([]);
    await expectConsistentStock(services, shop);
    await undo(batchId);
    expect(await available()).toBe(0);
  });

  it("fails after an hour without progress while the database has problems", async () => {
    const batchId = await startImportOf(services, shop, poolId, twoChunks);
    await refuseTable(services, poisoned("53100"), async () => {
      await expect(importCodes(services, shop, batchId, forever)).rejects.toThrow();
      minutesLater(59);
      await expect(importCodes(services, shop, batchId, forever)).rejects.toThrow();
      expect(await batchOf(batchId)).toMatchObject({ state: "running", lastProgressAt: begin });
      minutesLater(60);
      await importCodes(services, shop, batchId, forever);
    });
    expect(await batchOf(batchId)).toMatchObject({ state: "failed", added: 10_000 });
    await expectConsistentStock(services, shop);
  });

  it("continues if the database recovers within an hour", async () => {
    const batchId = await startImportOf(services, shop, poolId, twoChunks);
    await refuseTable(services, poisoned("53100"), () =>
      expect(importCodes(services, shop, batchId, forever)).rejects.toThrow(),
    );
    minutesLater(50);
    await importCodes(services, shop, batchId, forever);
    expect(await batchOf(batchId)).toMatchObject({
      state: "done",
      added: 10_001,
      startedAt: begin,
    });
  });

  it("measures its duration from the start, not from the upload", async () => {
    const batchId = await draftFile(services, shop, poolId, "A\nB\n");
    minutesLater(60);
    expectOk(await startImport(services, shop, { poolId, batchId, actor, confirmed: true }));
    minutesLater(61);
    await importCodes(services, shop, batchId, forever);
    expect(await batchOf(batchId)).toMatchObject({
      createdAt: begin,
      startedAt: services.clock.now(),
    });
  });

  it("fails if a part of its file is lost", async () => {
    const batchId = await startImportOf(services, shop, poolId, manyCodes(60_000));
    await services.database.query("DELETE FROM file_upload_chunk WHERE shop_id = $1 AND part = 1", [
      shop.id,
    ]);
    await importCodes(services, shop, batchId, forever);
    const batch = await batchOf(batchId);
    expect(batch).toMatchObject({
      state: "failed",
      failure: "The file is no longer available. Choose it again.",
    });
    expect(batch.added).toBe(await available());
    await expectConsistentStock(services, shop);
  });

  it("fails when its file is a day old and was deleted", async () => {
    const batchId = await startImportOf(services, shop, poolId, "A\nB\n");
    minutesLater(24 * 60 + 1);
    await dropOldUploads(services);
    expect(await uploads()).toEqual([]);
    await importCodes(services, shop, batchId, forever);
    expect(await batchOf(batchId)).toMatchObject({
      state: "failed",
      failure: "The file is no longer available. Import it again.",
    });
  });

  it("can be stopped, reports the codes added so far, and can be undone", async () => {
    const file = [...manyCodes(25_000), Buffer.from("code with no end\u0007\n")];
    const batchId = await startImportOf(services, shop, poolId, file);
    const stop = () => stopImport(services, shop, { poolId, batchId, actor: { name: "Ben" } });
    await importCodes(afterTransaction(services, 1, stop), shop, batchId, forever);
    expect(await batchOf(batchId)).toMatchObject({
      state: "stopped",
      added: 10_000,
      rowsRead: 10_000,
      failure: null,
    });
    expect(await uploads()).toEqual([]);
    expect(await stop()).toEqual({ ok: false, failure: { kind: "import_over" } });
    const [entry] = await services.database.query(
      "SELECT actor, detail FROM audit_entry WHERE shop_id = $1 AND action = 'codes.import-stopped'",
      [shop.id],
    );
    expect(entry).toMatchObject({ actor: "Ben", detail: { added: 10_000 } });
    await expectConsistentStock(services, shop);
    await undo(batchId);
    expect(await batchOf(batchId)).toMatchObject({ state: "undone" });
    expect(await available()).toBe(0);
  });

  it("continues if its job was lost, or fails after an hour without progress", async () => {
    const batchId = await startImportOf(services, shop, poolId, "A\nB\n");
    await loseJobs(services);
    await sweepImports(services);
    await runJobs(services, ["import-codes"]);
    expect(await batchOf(batchId)).toMatchObject({ state: "done", added: 2 });

    const lostId = await startImportOf(services, shop, poolId, "C\nD\n");
    await loseJobs(services);
    minutesLater(60);
    await sweepImports(services);
    expect(await batchOf(lostId)).toMatchObject({ state: "failed", added: 0 });
  });

  it("isn't failed while its job is queued", async () => {
    const batchId = await startImportOf(services, shop, poolId, "A\nB\n");
    minutesLater(90);
    await sweepImports(services);
    expect(await batchOf(batchId)).toMatchObject({ state: "queued" });
  });

  it("keeps its state if its undo fails, with a reason, and can be undone again", async () => {
    const batchId = await startImportOf(services, shop, poolId, "A\nB\n");
    await importCodes(services, shop, batchId, forever);
    expectOk(await startUndo(services, shop, { poolId, batchId, actor }));
    await refuseTable(services, { table: "code", error: "23503", on: "DELETE" }, () =>
      undoImport(services, shop, { batchId: batchId }),
    );
    expect(await batchOf(batchId)).toMatchObject({
      state: "done",
      failure: expect.stringContaining("couldn’t be undone"),
    });
    expectOk(await startUndo(services, shop, { poolId, batchId, actor }));
    await loseJobs(services);
    minutesLater(60);
    await sweepImports(services);
    expect(await batchOf(batchId)).toMatchObject({ state: "done" });
    await undo(batchId);
    expect(await batchOf(batchId)).toMatchObject({ state: "undone", failure: null });
  });
});
