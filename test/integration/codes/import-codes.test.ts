import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import { draftImport } from "../../../app/features/codes/import/drafting/draft-import.server";
import { previewImport } from "../../../app/features/codes/import/drafting/preview-import.server";
import { startImport } from "../../../app/features/codes/import/drafting/start-import.server";
import { findBatch } from "../../../app/features/codes/import/find-batch.server";
import { listRejects } from "../../../app/features/codes/import/list-rejects.server";
import { importCodes } from "../../../app/features/codes/import/running/import-codes.server";
import { startUndo } from "../../../app/features/codes/import/undo/start-undo.server";
import { listCodes } from "../../../app/features/codes/list-codes.server";
import { voidCodes } from "../../../app/features/codes/void-codes.server";
import { storeUpload } from "../../../app/files/store/store-upload.server";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { manyCodes, startImportOf } from "../../factories/start-import-of";
import { insertPool } from "../../factories/stocked-pool";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const actor = { name: "Ada" };
const neverAborted = new AbortController().signal;

describe("importing codes", () => {
  let services: TestServices;
  let shop: ShopContext;
  let other: ShopContext;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
    other = await insertShop(services, "other-store.myshopify.com");
  });
  afterAll(() => services.close());

  async function importInto(poolId: number, text: string, fileName?: string) {
    const batchId = await startImportOf(services, shop, poolId, text, fileName);
    await runJobs(services, ["import-codes"]);
    return batch(poolId, batchId);
  }

  async function batch(poolId: number, batchId: number) {
    const found = await findBatch(services, shop, { poolId, batchId });
    if (!found.ok) throw new Error(found.failure.kind);
    return found.value;
  }

  async function codesOf(poolId: number): Promise<string[]> {
    const page = await listCodes(services, shop, { poolId, search: "", limit: 100 });
    return page.codes.map(({ code }) => code);
  }

  async function refusalOf(body: Iterable<Buffer>, fileName: string): Promise<string> {
    const poolId = await insertPool(services, shop);
    const file = { fileName, declaredBytes: null, body: Readable.from(body) };
    const stored = await storeUpload(services, shop, file);
    if (!stored.ok) return stored.failure.kind;
    const { uploadId } = stored.value;
    const drafted = await draftImport(services, shop, { poolId, uploadId, actor });
    return drafted.ok ? "accepted" : drafted.failure.kind;
  }

  it("keeps the order of the file and says why rows were rejected", async () => {
    const elsewhere = await insertPool(services, shop, { name: "Elsewhere" });
    await importInto(elsewhere, "code\nTAKEN\n");
    const poolId = await insertPool(services, shop);
    await importInto(poolId, "code\nZULU\nALPHA\n");
    const done = await importInto(
      poolId,
      `code\nNEW-1\nalpha \nNEW-2\nnew-2\nTAKEN\n${"x".repeat(300)}\n\nNEW-3\n`,
    );
    expect(done).toMatchObject({
      state: "done",
      added: 3,
      alreadyHere: 1,
      twiceInFile: 1,
      elsewhere: 1,
      invalid: 1,
    });
    expect(await codesOf(poolId)).toEqual(["ZULU", "ALPHA", "NEW-1", "NEW-2", "NEW-3"]);
    const { rejects } = await listRejects(services, shop, { batchId: done.id, after: 0, limit: 9 });
    expect(rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [3, "already_in_pool"],
      [5, "twice_in_file"],
      [6, "in_another_pool"],
      [7, "invalid"],
    ]);
    expect(rejects[2]?.detail).toBe("Elsewhere");
    await expectConsistentStock(services, shop);
  });

  it.each([
    [
      "a BOM, semicolons, CRLF and quotes",
      `\uFEFFPromo Code;Message\r\n"A-1";"say; ""hi"""\r\nA-2;\r\n`,
      "A",
      'say; "hi"',
    ],
    ["tabs", 'voucher\tmessage\nB-1\tsay "hi"\nB-2\t\n', "B", 'say "hi"'],
  ])("reads %s", async (_, text, letter, said) => {
    const poolId = await insertPool(services, shop);
    await importInto(poolId, text);
    const page = await listCodes(services, shop, { poolId, search: "", limit: 10 });
    expect(page.codes.map(({ code, message }) => [code, message])).toEqual([
      [`${letter}-1`, said],
      [`${letter}-2`, null],
    ]);
  });

  it("reads UTF-16 and a file without a header", async () => {
    const poolId = await insertPool(services, shop);
    const bytes = Buffer.from("\uFEFFÄPFEL-1\nÖL-2\n", "utf16le");
    await startImportOf(services, shop, poolId, [bytes], "codes.txt");
    await runJobs(services, ["import-codes"]);
    expect(await codesOf(poolId)).toEqual(["ÄPFEL-1", "ÖL-2"]);
  });

  it("assigns a code with an email address to that recipient immediately", async () => {
    const poolId = await insertPool(services, shop);
    const done = await importInto(
      poolId,
      "code,email\nOWNED-1,Shopper@Example.com\nFREE-1,\nBAD-1,nobody\n",
    );
    expect(done).toMatchObject({ added: 2, invalid: 1 });
    const again = await assignCodes(services, shop, {
      pool: poolId,
      recipients: [{ recipient: "shopper@example.com" }],
      source: "manual",
    });
    expect(again).toMatchObject({ ok: true, value: [{ ok: true, value: { code: "OWNED-1" } }] });
    await expectConsistentStock(services, shop);
  });

  it("adds each code once if a file is imported concurrently", async () => {
    const pools = [await insertPool(services, shop), await insertPool(services, shop)];
    const text = Buffer.concat([...manyCodes(30_000, "TWICE")]).toString();
    const batches = await Promise.all(
      [0, 0, 1].map((pool) => startImportOf(services, shop, pools[pool] ?? 0, text)),
    );
    await Promise.all(batches.map((id) => importCodes(services, shop, id, neverAborted)));
    const [count] = await services.database.query(
      "SELECT count(*) AS codes FROM code WHERE shop_id = $1 AND code_key LIKE 'twice-%'",
      [shop.id],
    );
    expect(count).toEqual({ codes: 30_000 });
    await expectConsistentStock(services, shop);
  });

  it("starts once, however often it is requested", async () => {
    const poolId = await insertPool(services, shop);
    const batchId = await startImportOf(services, shop, poolId, "code\nONCE-1\n");
    await Promise.all([1, 2, 3].map(() => startImport(services, shop, { poolId, batchId, actor })));
    await runJobs(services, ["import-codes"]);
    await importCodes(services, shop, batchId, neverAborted);
    expect(await batch(poolId, batchId)).toMatchObject({ state: "done", added: 1, twiceInFile: 0 });
  });

  it("counts 100,000 rows with the same code as one code and duplicates", async () => {
    const poolId = await insertPool(services, shop);
    // Ten chunks: from the second one on, the code already exists.
    const text = `code\n${"SAME-CODE\n".repeat(100_000)}`;
    const batchId = await startImportOf(services, shop, poolId, text);
    await runJobs(services, ["import-codes"]);
    expect(await batch(poolId, batchId)).toMatchObject({ added: 1, twiceInFile: 99_999 });
    expect(await codesOf(poolId)).toEqual(["SAME-CODE"]);
  });

  it("can be undone completely, and its codes imported again", async () => {
    const poolId = await insertPool(services, shop);
    const done = await importInto(poolId, "code\nUNDO-1\nUNDO-2\n");
    expect((await startUndo(services, shop, { poolId, batchId: done.id, actor })).ok).toBe(true);
    await runJobs(services, ["undo-import"]);
    expect((await batch(poolId, done.id)).state).toBe("undone");
    expect(await codesOf(poolId)).toEqual([]);
    expect(await importInto(poolId, "code\nUNDO-1\n")).toMatchObject({ added: 1 });
    await expectConsistentStock(services, shop);
  });

  it("can't be undone once a code is assigned", async () => {
    const poolId = await insertPool(services, shop);
    const done = await importInto(poolId, "code\nKEEP-1\nKEEP-2\n");
    const recipients = [{ recipient: "a@example.com" }];
    await assignCodes(services, shop, { pool: poolId, recipients, source: "manual" });
    expect(await startUndo(services, shop, { poolId, batchId: done.id, actor })).toMatchObject({
      ok: false,
      failure: { kind: "batch_in_use" },
    });
    expect(await codesOf(poolId)).toEqual(["KEEP-2"]);
  });

  it("rejects files that contain no codes", async () => {
    const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
    expect(await refusalOf([png], "photo.png")).toBe("file_unreadable");
    expect(await refusalOf([], "empty.csv")).toBe("file_unreadable");
    expect(await refusalOf([Buffer.from("code\nA\0B\n")], "binary.csv")).toBe("file_unreadable");
    const zip = Buffer.from("504b0304140000000000", "hex");
    expect(await refusalOf([zip], "codes.zip")).toBe("file_unreadable");
    const megabyte = Buffer.alloc(1_000_000, "A,B\n");
    const endless = (function* () {
      for (let piece = 0; piece < 3000; piece += 1) yield megabyte;
    })();
    expect(await refusalOf(endless, "huge.csv")).toBe("upload_too_large");
    const declared = await storeUpload(services, shop, {
      fileName: "two-gigabytes.csv",
      declaredBytes: 2 ** 31,
      body: Readable.from([]),
    });
    expect(declared).toMatchObject({ ok: false, failure: { kind: "upload_too_large" } });
  }, 120_000);

  it("is invisible to another shop", async () => {
    const poolId = await insertPool(services, shop);
    const batchId = await startImportOf(services, shop, poolId, "code\nPRIVATE-1\n");
    const theirs = await insertPool(services, other);
    const missing = { ok: false, failure: { kind: "batch_not_found" } };
    for (const pool of [poolId, theirs]) {
      expect(await findBatch(services, other, { poolId: pool, batchId })).toEqual(missing);
      expect(await startUndo(services, other, { poolId: pool, batchId, actor })).toEqual(missing);
      expect(await startImport(services, other, { poolId: pool, batchId, actor })).toEqual(missing);
      expect((await previewImport(services, other, { poolId: pool, batchId })).ok).toBe(false);
    }
  });

  it("finds codes by their first characters, and voids available ones", async () => {
    const poolId = await insertPool(services, shop);
    await importInto(poolId, "code\nFIND-A1\nFIND-A2\nFIND-B1\n");
    const found = await listCodes(services, shop, { poolId, search: "find-a", limit: 10 });
    expect(found.codes.map(({ code }) => code)).toEqual(["FIND-A1", "FIND-A2"]);
    const codeIds = found.codes.map(({ id }) => id);
    expect(await voidCodes(services, other, { poolId, codeIds, actor })).toMatchObject({
      ok: false,
    });
    expect(await voidCodes(services, shop, { poolId, codeIds, actor })).toEqual({
      ok: true,
      value: { voided: 2 },
    });
    expect(await voidCodes(services, shop, { poolId, codeIds, actor })).toMatchObject({
      ok: false,
      failure: { kind: "code_not_found" },
    });
    expect(await codesOf(poolId)).toEqual(["FIND-B1"]);
    await expectConsistentStock(services, shop);
  });
});
