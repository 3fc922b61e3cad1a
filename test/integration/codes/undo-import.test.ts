import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { releaseAssignments } from "../../../app/features/assignments/release/release-assignments.server";
import { canBeUndone } from "../../../app/features/codes/import/batch";
import { findBatch } from "../../../app/features/codes/import/find-batch.server";
import { startUndo } from "../../../app/features/codes/import/undo/start-undo.server";
import { undoImport } from "../../../app/features/codes/import/undo/undo-import.server";
import { countUnused } from "../../../app/features/codes/import/undo/unused-codes.server";
import { findPool } from "../../../app/features/pools/find-pool.server";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { giveCode } from "../../factories/give-code";
import { draftFile, expectOk, importFile } from "../../factories/import-file";
import { insertPool } from "../../factories/stocked-pool";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("undoing an import", () => {
  let services: TestServices;
  let shop: ShopContext;
  let poolId: number;
  let shops = 0;
  const actor = { name: "Ada" };

  beforeAll(async () => {
    services = await openTestServices();
  });
  beforeEach(async () => {
    shops += 1;
    shop = await insertShop(services, `undo-${shops}.myshopify.com`);
    poolId = await insertPool(services, shop, { codes: 2 });
  });
  afterAll(() => services.close());

  const state = async (batchId: number) =>
    expectOk(await findBatch(services, shop, { poolId, batchId }));

  it("removes all of its codes, and they can be imported again", async () => {
    const { id: batchId } = await importFile(services, shop, poolId, "A\nB\n");
    expectOk(await startUndo(services, shop, { poolId, batchId, actor }));
    await undoImport(services, shop, { batchId: batchId });
    await undoImport(services, shop, { batchId: batchId });
    expect(await state(batchId)).toMatchObject({ state: "undone", added: 2 });
    expect(expectOk(await findPool(services, shop, poolId))).toMatchObject({
      available: 2,
      total: 2,
    });
    await expectConsistentStock(services, shop);
    expect(await importFile(services, shop, poolId, "A\nB\n")).toMatchObject({ added: 2 });
  });

  it("is rejected once one of its codes is assigned", async () => {
    poolId = await insertPool(services, shop);
    const batch = await importFile(services, shop, poolId, "code\nB\nC\n");
    await giveCode(services, shop, poolId);
    const result = await startUndo(services, shop, { poolId, batchId: batch.id, actor });
    expect(result).toMatchObject({ ok: false, failure: { kind: "batch_in_use" } });
  });

  it("removes nothing if a code is assigned between the request and the job", async () => {
    poolId = await insertPool(services, shop);
    const { id: batchId } = await importFile(services, shop, poolId, "A\nB\n");
    expectOk(await startUndo(services, shop, { poolId, batchId, actor }));
    await giveCode(services, shop, poolId);
    await undoImport(services, shop, { batchId: batchId });
    const after = await state(batchId);
    expect(after).toMatchObject({ state: "done" });
    expect(after.failure).toMatch(/Customers already have codes from this import/);
    await expectConsistentStock(services, shop);
  });

  it("can be limited to the codes that were never assigned", async () => {
    poolId = await insertPool(services, shop);
    const batch = await importFile(
      services,
      shop,
      poolId,
      "code,email\nA,ada@example.com\nB,\nC,\nD,\nE,\n",
    );
    const { id } = await giveCode(services, shop, poolId, "ben@example.com");
    await releaseAssignments(services, shop, { poolId, assignmentIds: [id], actor });
    const counted = await countUnused(services, shop, { poolId, batchId: batch.id });
    expect(expectOk(counted)).toEqual({ unused: 3, assigned: 2 });
    expect(await startUndo(services, shop, { poolId, batchId: batch.id, actor })).toMatchObject({
      ok: false,
      failure: { kind: "batch_in_use" },
    });
    const undo = { poolId, batchId: batch.id, keepAssigned: true, actor };
    expectOk(await startUndo(services, shop, undo));
    await runJobs(services, ["undo-import"]);
    expect(await state(batch.id)).toMatchObject({ state: "done", added: 5, removed: 3 });
    expect(canBeUndone(await state(batch.id))).toBe(true);
    expect(expectOk(await countUnused(services, shop, undo))).toEqual({ unused: 0, assigned: 2 });
    expect(expectOk(await findPool(services, shop, poolId))).toMatchObject({
      available: 1,
      assigned: 1,
      total: 2,
    });
    await expectConsistentStock(services, shop);
  });

  it("is rejected for a draft and from another shop", async () => {
    const batchId = await draftFile(services, shop, poolId, "A");
    expect(await startUndo(services, shop, { poolId, batchId, actor })).toMatchObject({
      ok: false,
      failure: { kind: "batch_busy" },
    });
    const stranger = await insertShop(services, `undo-stranger-${shops}.myshopify.com`);
    expect(await startUndo(services, stranger, { poolId, batchId, actor })).toMatchObject({
      ok: false,
      failure: { kind: "batch_not_found" },
    });
  });
});
