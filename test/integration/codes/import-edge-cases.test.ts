import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { addCodes } from "../../../app/features/codes/add-codes.server";
import { startImport } from "../../../app/features/codes/import/drafting/start-import.server";
import { listRejects } from "../../../app/features/codes/import/list-rejects.server";
import { rejectText } from "../../../app/features/codes/import/reject-text";
import { importCodes } from "../../../app/features/codes/import/running/import-codes.server";
import { deletePool } from "../../../app/features/pools/changing/delete-pool.server";
import { findPool } from "../../../app/features/pools/find-pool.server";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { draftFile, expectOk, importFile } from "../../factories/import-file";
import { startImportOf } from "../../factories/start-import-of";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("importing codes with invalid rows, interruptions and races", () => {
  let services: TestServices;
  let shop: ShopContext;
  let poolId: number;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  beforeEach(async () => {
    shops += 1;
    shop = await insertShop(services, `import-${shops}.myshopify.com`);
    poolId = await insertPool(services, shop);
  });
  afterAll(() => services.close());

  const availableCodes = async () =>
    (
      await services.database.query<{ code: string }>(
        `SELECT code FROM current_code WHERE shop_id = $1 AND pool_id = $2 AND state = 'available'
          ORDER BY position`,
        [shop.id, poolId],
      )
    ).map(({ code }) => code);
  const rejectsOf = async (batchId: number) =>
    (await listRejects(services, shop, { batchId, after: 0, limit: 100 })).rejects.map(
      (reject) => [reject.line, reject.code, rejectText(reject)] as const,
    );
  const stock = async () => expectOk(await findPool(services, shop, poolId));

  it("deletes the file when done", async () => {
    await importFile(services, shop, poolId, "A-1");
    expect(
      await services.database.query("SELECT 1 FROM file_upload WHERE shop_id = $1", [shop.id]),
    ).toEqual([]);
  });

  it("reports every rejected row with its line and the reason", async () => {
    await importFile(services, shop, poolId, "HERE-1");
    const other = await insertPool(services, shop, { name: "Other pool" });
    await importFile(services, shop, other, "THERE-1");
    const batch = await importFile(
      services,
      shop,
      poolId,
      [
        "code,use_by",
        "NEW-1,",
        "here-1,",
        "there-1,",
        "new-1 ,",
        `${"X".repeat(300)},`,
        "PAST-1,2020-01-01",
        "ODD-1,soon",
        "1.23E+10,",
        "",
        ",2030-01-01",
        "NEW-2,2030-01-01",
      ].join("\r\n"),
    );
    expect(batch).toMatchObject({
      added: 2,
      alreadyHere: 1,
      twiceInFile: 1,
      elsewhere: 1,
      invalid: 5,
    });
    expect(await rejectsOf(batch.id)).toEqual([
      [3, "here-1", "This code is already in the pool."],
      [4, "there-1", "This code is in the pool “Other pool”."],
      [5, "new-1", "Duplicate in the file. Only the first is imported."],
      [6, `${"X".repeat(255)}…`, "The code has 300 characters. Use 255 or fewer."],
      [7, "PAST-1", "The code has already expired."],
      [8, "ODD-1", "“soon” isn’t a date we recognize. Write it like 2026-12-31."],
      [9, "1.23E+10", expect.stringContaining("A spreadsheet changed this code")],
      [11, "", "The code is empty."],
    ]);
    expect(await availableCodes()).toEqual(["HERE-1", "NEW-1", "NEW-2"]);
    await expectConsistentStock(services, shop);
  });

  it("gives codes their own dates, or else the pool's defaults", async () => {
    await services.database.query(
      `UPDATE pool SET default_assign_by = '2027-01-01T00:00:00Z', default_use_within_days = 7
        WHERE shop_id = $1 AND id = $2`,
      [shop.id, poolId],
    );
    await importFile(
      services,
      shop,
      poolId,
      "code;message;assign by;use by;use within days\nA;Hello;;;\nB;;2026-12-31;31.12.2027;\nC;;;;30",
    );
    const rows = await services.database.query(
      `SELECT code, message, assign_by AS "assignBy", use_by AS "useBy", use_within_days AS days,
              expires_at AS "expiresAt" FROM code WHERE shop_id = $1 ORDER BY position`,
      [shop.id],
    );
    const poolDefault = new Date("2027-01-01T00:00:00Z");
    const endOf2026 = new Date("2026-12-31T22:59:59Z");
    expect(rows).toEqual([
      {
        code: "A",
        message: "Hello",
        assignBy: poolDefault,
        useBy: null,
        days: 7,
        expiresAt: poolDefault,
      },
      {
        code: "B",
        message: null,
        assignBy: endOf2026,
        useBy: new Date("2027-12-31T22:59:59Z"),
        days: null,
        expiresAt: endOf2026,
      },
      {
        code: "C",
        message: null,
        assignBy: poolDefault,
        useBy: null,
        days: 30,
        expiresAt: poolDefault,
      },
    ]);
  });

  it("imports codes with a recipient, and rejects invalid and blocked addresses", async () => {
    await importFile(services, shop, poolId, "code,email\nA,Ada@Example.com\n");
    await services.database.query("UPDATE recipient SET blocked_at = now() WHERE shop_id = $1", [
      shop.id,
    ]);
    const batch = await importFile(
      services,
      shop,
      poolId,
      "code,email,use_within_days\nB,bob@example.com,3\nC,not an address,\nD,,\nE,ada@example.com,\n",
    );
    expect(batch).toMatchObject({ added: 2, invalid: 2 });
    expect(await rejectsOf(batch.id)).toEqual([
      [3, "C", "The email address isn’t valid."],
      [5, "E", "This recipient is blocked."],
    ]);
    expect(await stock()).toMatchObject({ available: 1, assigned: 2 });
    const assignments = await services.database.query(
      `SELECT code.code, assignment.source, assignment.expires_at AS "expiresAt",
              code.expires_at AS "codeExpiresAt"
         FROM assignment JOIN code ON code.shop_id = assignment.shop_id AND code.id = assignment.code_id
        WHERE assignment.shop_id = $1 ORDER BY assignment.id`,
      [shop.id],
    );
    const inThreeDays = new Date("2026-11-24T22:59:59Z");
    expect(assignments).toEqual([
      { code: "A", source: "import", expiresAt: null, codeExpiresAt: null },
      { code: "B", source: "import", expiresAt: inThreeDays, codeExpiresAt: inThreeDays },
    ]);
    await expectConsistentStock(services, shop);
  });

  it("adds each code once if a file is imported twice, or by two workers, concurrently", async () => {
    const lines = Array.from({ length: 45_000 }, (_, place) => `CODE-${(place * 7919) % 45_000}`);
    const first = await startImportOf(services, shop, poolId, lines.join("\n"));
    const second = await startImportOf(services, shop, poolId, lines.toReversed().join("\n"));
    const { signal } = new AbortController();
    await Promise.all(
      [first, second, first, second].map((batchId) => importCodes(services, shop, batchId, signal)),
    );
    const [sum] = await services.database.query<Record<string, number>>(
      `SELECT sum(added) AS added, sum(already_here) AS "alreadyHere", sum(rows_read) AS rows,
              count(*) FILTER (WHERE state = 'done') AS done FROM batch WHERE shop_id = $1`,
      [shop.id],
    );
    expect(sum).toEqual({ added: 45_000, alreadyHere: 45_000, rows: 90_000, done: 2 });
    expect(await stock()).toMatchObject({ available: 45_000 });
    await expectConsistentStock(services, shop);
  });

  it("has the same result after being stopped between chunks", async () => {
    const lines = Array.from({ length: 40_000 }, (_, place) => `CODE-${place % 35_000}`);
    const batchId = await startImportOf(services, shop, poolId, `code\n${lines.join("\n")}`);
    for (let run = 1; run <= 3; run += 1) {
      await importCodes(services, shop, batchId, stopAfterOneChunk()).catch(() => undefined);
      const [batch] = await services.database.query<{ rows: number; state: string }>(
        "SELECT rows_read AS rows, state FROM batch WHERE shop_id = $1 AND id = $2",
        [shop.id, batchId],
      );
      expect(batch).toEqual({ rows: run * 10_000, state: "running" });
      await expectConsistentStock(services, shop);
    }
    await importCodes(services, shop, batchId, new AbortController().signal);
    const [batch] = await services.database.query(
      `SELECT state, rows_read AS rows, added, twice_in_file AS "twiceInFile" FROM batch
        WHERE shop_id = $1 AND id = $2`,
      [shop.id, batchId],
    );
    expect(batch).toEqual({ state: "done", rows: 40_000, added: 35_000, twiceInFile: 5_000 });
    const [firstReject] = await rejectsOf(batchId);
    expect(firstReject).toEqual([35_002, "CODE-0", expect.stringContaining("Duplicate")]);
    expect((await availableCodes()).slice(-1)).toEqual(["CODE-34999"]);
    await expectConsistentStock(services, shop);
  });

  it("skips a row with an unclosed quotation mark, and reports it", async () => {
    const batch = await importFile(services, shop, poolId, 'A\nB\n"C\nD\n');
    expect(batch).toMatchObject({ state: "done", added: 3, invalid: 1 });
    expect(await rejectsOf(batch.id)).toEqual([
      [3, '"C', "A quotation mark opens in this line and isn’t closed."],
    ]);
    expect(await availableCodes()).toEqual(["A", "B", "D"]);
    await expectConsistentStock(services, shop);
  });

  it("adds nothing to a pool that was deleted in the meantime", async () => {
    const batchId = await startImportOf(services, shop, poolId, "A\nB\n");
    const { name } = await stock();
    expectOk(await deletePool(services, shop, { poolId, typedName: name, actor: { name: "Ada" } }));
    await importCodes(services, shop, batchId, new AbortController().signal);
    expect(await availableCodes()).toEqual([]);
  });

  it("adds one code to a shared pool and rejects a second", async () => {
    poolId = await insertPool(services, shop, { type: "shared" });
    await expect(draftFile(services, shop, poolId, "A\nB\n")).rejects.toThrow("shared_pool_taken");
    const first = await draftFile(services, shop, poolId, "A");
    const second = await draftFile(services, shop, poolId, "B");
    const actor = { name: "Ada" };
    expectOk(await startImport(services, shop, { poolId, batchId: first, actor }));
    expectOk(await startImport(services, shop, { poolId, batchId: second, actor }));
    const { signal } = new AbortController();
    await Promise.all(
      [first, second].map((batchId) => importCodes(services, shop, batchId, signal)),
    );
    expect(await stock()).toMatchObject({ available: 1, total: 1 });
    const states = await services.database.query(
      "SELECT state FROM batch WHERE shop_id = $1 AND pool_id = $2 ORDER BY state",
      [shop.id, poolId],
    );
    expect(states).toEqual([{ state: "done" }, { state: "failed" }]);
  });

  it("adds each code once while the same codes are added manually and to another pool", async () => {
    const other = await insertPool(services, shop);
    const lines = Array.from({ length: 25_000 }, (_, place) => `CODE-${place}`);
    const here = await startImportOf(services, shop, poolId, lines.join("\n"));
    const there = await startImportOf(services, shop, other, lines.toReversed().join("\n"));
    const { signal } = new AbortController();
    const byHand = async () => {
      for (let place = 0; place < 25_000; place += 2_500) {
        const bare = { message: null, assignBy: null, useBy: null, useWithinDays: null };
        const codes = [{ code: `CODE-${place}`, ...bare }];
        expectOk(await addCodes(services, shop, { poolId, codes, actor: { name: "Ada" } }));
      }
    };
    await Promise.all([
      importCodes(services, shop, here, signal),
      importCodes(services, shop, there, signal),
      byHand(),
    ]);
    const [sum] = await services.database.query(
      "SELECT count(*) AS codes, count(DISTINCT code_key) AS keys FROM code WHERE shop_id = $1",
      [shop.id],
    );
    expect(sum).toEqual({ codes: 25_000, keys: 25_000 });
    await expectConsistentStock(services, shop);
  });
});

/** A signal that aborts after one chunk. */
function stopAfterOneChunk(): AbortSignal {
  const stopping = new AbortController();
  let checks = 0;
  stopping.signal.throwIfAborted = () => {
    checks += 1;
    if (checks > 1) throw new Error("stopped");
  };
  return stopping.signal;
}
