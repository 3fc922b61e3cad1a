import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { addCodes } from "../../../app/features/codes/add-codes.server";
import { startImport } from "../../../app/features/codes/import/drafting/start-import.server";
import { importCodes } from "../../../app/features/codes/import/running/import-codes.server";
import { readXlsxRows } from "../../../app/files/parse/workbook/xlsx-rows.server";
import { loader } from "../../../app/routes/app.campaigns.$campaignId_.download.$format";
import { campaignsOf } from "../../factories/campaign-of";
import { draftFile, expectOk, importFile } from "../../factories/import-file";
import { insertPool } from "../../factories/stocked-pool";
import { bytesOf } from "../../factories/zip-of";
import { download } from "../../setup/download";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("a campaign's result file", () => {
  let services: TestServices;
  let shop: ShopContext;
  let poolId: number;
  let campaigns: ReturnType<typeof campaignsOf>;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  beforeEach(async () => {
    shops += 1;
    shop = await insertShop(services, `result-${shops}.myshopify.com`);
    poolId = await insertPool(services, shop);
    campaigns = campaignsOf(services, shop);
  });
  afterAll(() => services.close());

  const run = async (list: string, name?: string) => {
    const campaignId = await campaigns.send(poolId, list, name);
    await campaigns.read(campaignId);
    await campaigns.start(campaignId);
    await campaigns.run(campaignId);
    return campaignId;
  };
  const get = (campaignId: number, format: "csv" | "xlsx") =>
    download(services, shop, loader, {
      path: `/app/campaigns/${campaignId}/download/${format}?lines=all`,
      params: { campaignId: String(campaignId), format },
    });
  const records = (file: Buffer): Record<string, string>[] =>
    parse(file, { bom: true, columns: true });

  it("has unescaped codes and addresses, which email tools and our own import read correctly", async () => {
    const codes = ["-20NOW7", "+10OFF3", "@VIP558", "=VIP771", "=1+1(2)"];
    const bare = { message: null, assignBy: null, useBy: null, useWithinDays: null };
    const added = codes.map((code) => ({ code, ...bare }));
    await addCodes(services, shop, { poolId, codes: added, actor: { name: "Ada" } });
    const emails = [
      "+ada@example.com",
      "-b@example.com",
      "c@example.com",
      "=d@example.com",
      "e@e.com",
    ];
    const { bytes } = await get(await run(`email\n${emails.join("\n")}`), "csv");
    const rows = records(bytes);
    expect(rows.map(({ code }) => code)).toEqual(codes);
    expect(rows.map(({ email }) => email)).toEqual(emails);

    const other = await insertShop(services, `result-again-${shops}.myshopify.com`);
    const otherPool = await insertPool(services, other);
    const again = rows.map(({ code }) => code).filter((code) => code !== "=1+1(2)");
    const batchId = await draftFile(services, other, otherPool, `code\n${again.join("\n")}\n`);
    const draft = { poolId: otherPool, batchId, actor: { name: "Ada" }, confirmed: true };
    expectOk(await startImport(services, other, draft));
    await importCodes(services, other, batchId, new AbortController().signal);
    const imported = await services.database.query<{ code: string }>(
      "SELECT code FROM code WHERE shop_id = $1 ORDER BY position",
      [other.id],
    );
    expect(imported.map(({ code }) => code)).toEqual(again);
  });

  it("has the other columns of the list, for use in a mail merge", async () => {
    await importFile(services, shop, poolId, "code\nA\nB\n");
    const list =
      "First name,Email,Code,\nAda,ada@example.com,old,x\nBen,no address,,\nZoë,zoe@example.com,,\nEva,eva@example.com,,\n";
    const { bytes } = await get(await run(list), "csv");
    expect(records(bytes)).toMatchObject([
      {
        email: "ada@example.com",
        code: "A",
        "First name": "Ada",
        "Code (list)": "old",
        "Column 4": "x",
      },
      { email: "no address", code: "", "First name": "Ben", status: "refused" },
      { email: "zoe@example.com", code: "B", "First name": "Zoë", "Code (list)": "" },
      { email: "eva@example.com", code: "", "First name": "Eva", status: "refused" },
    ]);
  });

  it("identifies customers without an email address by their customer ID", async () => {
    await importFile(services, shop, poolId, "code\nA\nB\nC\n");
    const list =
      "Customer ID,First Name,Email\n'7000000000001,Ada,ada@example.com\n'7000000000002,Ben,\n'7000000000003,Cem,broken@\n";
    const { bytes } = await get(await run(list), "csv");
    expect(records(bytes)).toMatchObject([
      { email: "ada@example.com", code: "A" },
      { email: "customer:7000000000002", code: "B", "First Name": "Ben" },
      { email: "broken@", code: "", status: "refused" },
    ]);
  });

  it("is named after the campaign, without characters that file systems reject", async () => {
    await importFile(services, shop, poolId, "code\nA\nB\n");
    expect((await get(await run("a@example.com", "Spring: 20% off / VIP"), "csv")).name).toBe(
      "Spring 20% off VIP.csv",
    );
    expect((await get(await run("b@example.com", "Frühling 春"), "xlsx")).name).toBe(
      "Frühling 春.xlsx",
    );
  });

  it("has the expiration as a readable date and as a timestamp, and in Excel as a date", async () => {
    await importFile(services, shop, poolId, "code,use_by\nA,2026-12-27\nB,\n");
    const campaignId = await run("a@example.com\nb@example.com");
    expect(records((await get(campaignId, "csv")).bytes)).toMatchObject([
      { code: "A", expires: "December 27, 2026", expires_at: "2026-12-27T22:59:59.000Z" },
      { code: "B", expires: "", expires_at: "" },
    ]);
    const { bytes } = await get(campaignId, "xlsx");
    const cells: string[][] = [];
    for await (const block of readXlsxRows(bytesOf(bytes))) {
      if (block.ok) cells.push(...block.value.rows.map((row) => row.cells));
    }
    const at = cells[0]?.indexOf("expires_at") ?? -1;
    expect(cells[1]?.[at]).toBe("2026-12-27T23:59:59");
  });
});
