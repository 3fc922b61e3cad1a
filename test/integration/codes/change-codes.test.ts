import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import { changeCodes } from "../../../app/features/codes/changing/change-codes.server";
import type { CodeEdit } from "../../../app/features/codes/changing/code-change";
import { editCodes } from "../../../app/features/codes/changing/edit-codes.server";
import { stopCodeChange } from "../../../app/features/codes/changing/finish-code-change.server";
import { readCodeChange } from "../../../app/features/codes/changing/read-code-change.server";
import { startCodeChange } from "../../../app/features/codes/changing/start-code-change.server";
import { sweepCodeChanges } from "../../../app/features/codes/changing/sweep-code-changes.server";
import { deletePool } from "../../../app/features/pools/changing/delete-pool.server";
import { findPool } from "../../../app/features/pools/find-pool.server";
import { loader } from "../../../app/routes/app.pools.$poolId.codes_.download.$format";
import { afterTransaction } from "../../factories/after-transaction";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { loseJobs, refuseTable } from "../../factories/database-failures";
import { expectOk, importFile } from "../../factories/import-file";
import { manyCodes } from "../../factories/start-import-of";
import { insertPool } from "../../factories/stocked-pool";
import { download } from "../../setup/download";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const begin = new Date("2026-11-21T12:00:00Z");
const actor = { name: "Ada" };
const forever = new AbortController().signal;

describe("changing a pool's codes in bulk", () => {
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
    shop = await insertShop(services, `change-${shops}.myshopify.com`);
    poolId = await insertPool(services, shop);
  });
  afterAll(() => services.close());

  const fill = (count: number, prefix?: string) =>
    importFile(services, shop, poolId, Buffer.concat([...manyCodes(count, prefix)]).toString());
  const start = (edit: CodeEdit | null, search = "") =>
    startCodeChange(services, shop, { poolId, search, edit, actor });
  const pool = async () => expectOk(await findPool(services, shop, poolId));
  const count = async (condition: string) => {
    const [row] = await services.database.query<{ count: number }>(
      `SELECT count(*) AS count FROM current_code WHERE shop_id = $1 AND ${condition}`,
      [shop.id],
    );
    return row?.count;
  };
  const audits = () =>
    services.database.query(
      `SELECT actor, action, detail->>'count' AS count FROM audit_entry
        WHERE shop_id = $1 AND action IN ('codes.voided', 'codes.edited') ORDER BY id`,
      [shop.id],
    );

  it("voids every available code once, in batches, and records it in the audit log", async () => {
    await fill(12_000);
    const [assigned] = expectOk(
      await assignCodes(services, shop, {
        pool: poolId,
        recipients: [{ recipient: "ada@example.com" }],
        source: "manual",
      }),
    );
    expect(assigned?.ok).toBe(true);
    expectOk(await start(null));
    expect(await start(null)).toMatchObject({
      ok: false,
      failure: { kind: "code_change_running" },
    });
    await runJobs(services, ["change-codes"]);
    expect(await pool()).toMatchObject({ available: 0, assigned: 1, voided: 11_999 });
    expect(await readCodeChange(services, shop, poolId)).toBeNull();
    expect(await audits()).toEqual([{ actor: "Ada", action: "codes.voided", count: "11999" }]);
    await expectConsistentStock(services, shop);
  });

  it("changes only codes that match the search and were in the pool when it started", async () => {
    await fill(20, "SPRING");
    await fill(20, "AUTUMN");
    const { changeId } = expectOk(await start(null, "spring-"));
    await fill(5, "SPRING-LATE");
    await changeCodes(services, shop, changeId, forever);
    expect(await pool()).toMatchObject({ available: 25, voided: 20 });
    expect(await count("state = 'voided' AND code LIKE 'SPRING-%'")).toBe(20);
    await expectConsistentStock(services, shop);
  });

  it("sets given fields, clears empty ones and keeps the rest", async () => {
    await importFile(
      services,
      shop,
      poolId,
      "code,message,use_by,use_within_days\nA,Old,2027-01-31,5\nB,Old,,\n",
    );
    const assignBy = "2026-12-31T22:59:59.000Z";
    const { changeId } = expectOk(await start({ message: "New", assignBy, useWithinDays: null }));
    await changeCodes(services, shop, changeId, forever);
    const rows = await services.database.query(
      `SELECT code, message, assign_by AS "assignBy", use_by AS "useBy",
              use_within_days AS days, expires_at AS "expiresAt"
         FROM code WHERE shop_id = $1 ORDER BY position`,
      [shop.id],
    );
    const same = {
      message: "New",
      assignBy: new Date(assignBy),
      days: null,
      expiresAt: new Date(assignBy),
    };
    expect(rows).toEqual([
      { code: "A", ...same, useBy: new Date("2027-01-31T22:59:59Z") },
      { code: "B", ...same, useBy: null },
    ]);
    expect(await audits()).toEqual([{ actor: "Ada", action: "codes.edited", count: "2" }]);
  });

  it("edits selected codes immediately, and rejects past dates and empty edits", async () => {
    await importFile(services, shop, poolId, "code\nA\nB\n");
    const codes = await services.database.query<{ id: number }>(
      "SELECT id FROM code WHERE shop_id = $1 ORDER BY position",
      [shop.id],
    );
    const edit = (change: CodeEdit, codeIds = [codes[0]?.id ?? 0]) =>
      editCodes(services, shop, { poolId, codeIds, edit: change, actor });
    expect(expectOk(await edit({ message: "Hello" }))).toEqual({ changed: 1 });
    expect(await count("message = 'Hello'")).toBe(1);
    expect(await edit({ useBy: "2020-01-01T00:00:00.000Z" })).toMatchObject({
      ok: false,
      failure: { kind: "invalid_input", field: "useBy" },
    });
    expect(await edit({})).toMatchObject({ ok: false, failure: { kind: "invalid_input" } });
    expect(await edit({ message: "x" }, [999_999])).toMatchObject({
      ok: false,
      failure: { kind: "code_not_found" },
    });
    const stranger = await insertShop(services, `change-stranger-${shops}.myshopify.com`);
    expect(
      await startCodeChange(services, stranger, { poolId, search: "", edit: null, actor }),
    ).toMatchObject({ ok: false, failure: { kind: "pool_not_found" } });
  });

  it("can be stopped; codes voided so far stay voided", async () => {
    await fill(15_000);
    const { changeId } = expectOk(await start(null));
    const stop = () => stopCodeChange(services, shop, { changeId, actor });
    await changeCodes(afterTransaction(services, 1, stop), shop, changeId, forever);
    expect(await pool()).toMatchObject({ available: 5_000, voided: 10_000 });
    expect(await stop()).toMatchObject({ ok: false, failure: { kind: "code_change_over" } });
    expect(await audits()).toEqual([{ actor: "Ada", action: "codes.voided", count: "10000" }]);
    await expectConsistentStock(services, shop);
  });

  it("fails with a reason if it can't continue, and continues if its job was lost", async () => {
    await fill(10);
    const { changeId } = expectOk(await start({ message: "New" }));
    await refuseTable(services, { table: "code", error: "23514", on: "UPDATE" }, () =>
      changeCodes(services, shop, changeId, forever),
    );
    expect(await readCodeChange(services, shop, poolId)).toMatchObject({
      state: "failed",
      failure: expect.stringContaining("problem on our side"),
    });
    expectOk(await start({ message: "New" }));
    await loseJobs(services);
    await sweepCodeChanges(services);
    await runJobs(services, ["change-codes"]);
    expect(await count("message = 'New'")).toBe(10);

    expectOk(await start(null));
    await loseJobs(services);
    services.setTime(new Date(begin.getTime() + 3_600_000));
    await sweepCodeChanges(services);
    expect(await readCodeChange(services, shop, poolId)).toMatchObject({ state: "failed" });
  });

  it("fails when the pool is deleted", async () => {
    await fill(10);
    const { changeId } = expectOk(await start(null));
    const { name } = await pool();
    expectOk(await deletePool(services, shop, { poolId, typedName: name, actor }));
    await changeCodes(services, shop, changeId, forever);
    expect(await readCodeChange(services, shop, poolId)).toMatchObject({
      state: "failed",
      failure: "The pool was deleted.",
    });
  });

  it("exports the available codes as a file that can be imported again", async () => {
    await importFile(
      services,
      shop,
      poolId,
      "code,message,assign_by,use_by,use_within_days\nA-1,Hi,2026-12-31,2027-01-31,5\n-B2,,,,\n",
    );
    const get = (search: string, format: string) =>
      download(services, shop, loader, {
        path: `/app/pools/${poolId}/codes/download/${format}?search=${search}`,
        params: { poolId: String(poolId), format },
      });
    const { name, bytes } = await get("", "csv");
    expect(name).toMatch(/ - available codes\.csv$/);
    expect(parse(bytes, { bom: true, columns: true })).toEqual([
      {
        code: "A-1",
        message: "Hi",
        assign_by: "2026-12-31 23:59:59",
        use_by: "2027-01-31 23:59:59",
        use_within_days: "5",
      },
      { code: "-B2", message: "", assign_by: "", use_by: "", use_within_days: "" },
    ]);
    expect(parse((await get("a-", "csv")).bytes, { bom: true, columns: true })).toHaveLength(1);

    const other = await insertShop(services, `change-again-${shops}.myshopify.com`);
    const otherPool = await insertPool(services, other);
    const again = await importFile(services, other, otherPool, bytes.toString());
    expect(again).toMatchObject({ added: 2, invalid: 0 });
  });
});
