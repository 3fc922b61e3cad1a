import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { changeParseOptions } from "../../../app/features/codes/import/drafting/change-parse-options.server";
import { discardDraft } from "../../../app/features/codes/import/drafting/discard-draft.server";
import { draftImport } from "../../../app/features/codes/import/drafting/draft-import.server";
import { previewImport } from "../../../app/features/codes/import/drafting/preview-import.server";
import { exportRejects } from "../../../app/features/codes/import/export-rejects.server";
import { dropOldUploads } from "../../../app/features/privacy/drop-old-uploads.server";
import { openUpload } from "../../../app/files/store/open-upload.server";
import { storeUpload } from "../../../app/files/store/store-upload.server";
import { draftFile, expectOk, importFile, sendFile } from "../../factories/import-file";
import { insertPool } from "../../factories/stocked-pool";
import { zipOf } from "../../factories/zip-of";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("uploading a file", () => {
  let services: TestServices;
  let shop: ShopContext;
  let poolId: number;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
    poolId = await insertPool(services, shop);
  });
  afterAll(() => services.close());

  const stored = async () => {
    const [row] = await services.database.query<{ uploads: number; chunks: number }>(
      `SELECT (SELECT count(*) FROM file_upload) AS uploads, (SELECT count(*) FROM file_upload_chunk) AS chunks`,
    );
    return row;
  };

  async function* endless() {
    const megabyte = new Uint8Array(2 ** 20).fill(65);
    for (;;) yield megabyte;
  }

  it("stores it unchanged, whatever the size of the chunks, and reads any part of it", async () => {
    const bytes = Uint8Array.from({ length: 2_500_000 }, (_, place) => 32 + (place % 90));
    const { uploadId } = expectOk(await sendFile(services, shop, bytes, { pieceSize: 70_001 }));
    const upload = await openUpload(services, shop, uploadId);
    const read = async (start: number, end: number) => {
      const pieces: Uint8Array[] = [];
      for await (const piece of upload?.read(start, end) ?? []) pieces.push(piece);
      return Buffer.concat(pieces);
    };
    expect(upload?.size).toBe(2_500_000);
    expect((await read(0, 2_500_000)).equals(bytes)).toBe(true);
    expect((await read(1_048_570, 1_048_580)).equals(bytes.subarray(1_048_570, 1_048_580))).toBe(
      true,
    );
    const stranger = await insertShop(services, "upload-stranger.myshopify.com");
    expect(await openUpload(services, stranger, uploadId)).toBeUndefined();
  });

  it("rejects more files while two gigabytes are pending, and deletes none", async () => {
    const hoarder = await insertShop(services, "upload-hoarder.myshopify.com");
    await services.database.query(
      `INSERT INTO file_upload (shop_id, id, file_name, byte_size, created_at)
       SELECT $1, gen_random_uuid(), 'codes.csv', $2, $3 FROM generate_series(1, 8)`,
      [hoarder.id, 256 * 2 ** 20, services.clock.now()],
    );
    const before = await stored();
    const refused = await sendFile(services, hoarder, Buffer.from("code\nA-1\n"));
    expect(refused).toMatchObject({ ok: false, failure: { kind: "too_many_uploads" } });
    expect(await stored()).toEqual(before);
    expectOk(await sendFile(services, shop, Buffer.from("code\nA-1\n")));
  });

  it("rejects two gigabytes up front if declared, or else while receiving them", async () => {
    const before = await stored();
    const declared = await storeUpload(services, shop, {
      fileName: "huge.csv",
      declaredBytes: 2 * 2 ** 30,
      body: endless(),
    });
    expect(declared).toMatchObject({ ok: false, failure: { kind: "upload_too_large" } });
    const undeclared = await storeUpload(services, shop, {
      fileName: "huge.csv",
      declaredBytes: null,
      body: endless(),
    });
    expect(undeclared).toMatchObject({ ok: false, failure: { kind: "upload_too_large" } });
    expect(await stored()).toEqual(before);
  });

  it("leaves nothing behind when the connection breaks", async () => {
    const before = await stored();
    async function* broken() {
      yield new Uint8Array(3_000_000).fill(65);
      throw new Error("connection reset");
    }
    const sending = storeUpload(services, shop, {
      fileName: "codes.csv",
      declaredBytes: null,
      body: broken(),
    });
    await expect(sending).rejects.toThrow("connection reset");
    expect(await stored()).toEqual(before);
  });

  it.each([
    ["an image", Buffer.from("\x89PNG\r\n\x1a\n\0\0", "latin1"), /an image \(PNG\)/],
    ["a PDF", Buffer.from("%PDF-1.7\n"), /a PDF/],
    ["a web page", Buffer.from("<html><table>\n<tr><td>Code</td></tr>\n<tr>"), /a web page/],
    ["XML", Buffer.from('<?xml version="1.0"?>\n<Workbook>\n<Row>'), /an XML file/],
    ["JSON", Buffer.from('[{"code":"MAGE-1"},{"code":"MAGE-2"}]'), /\(JSON\)/],
    ["a gzip file", gzipSync("A"), /gzip/],
    ["arbitrary bytes", Buffer.from([1, 2, 3, 0, 255]), /a binary file/],
    ["an empty file", Buffer.alloc(0), /empty/],
  ])("rejects %s and stores nothing", async (_, content, message) => {
    const before = await stored();
    const result = await sendFile(services, shop, content);
    expect(result.ok ? "" : result.failure.message).toMatch(message);
    expect(await stored()).toEqual(before);
  });

  it.each([
    ["a zip file that is not a workbook", () => zipOf({ "a.csv": "A" }), /not an Excel workbook/],
    ["blank lines only", async () => Buffer.from("\n \n\n"), /This file is empty/],
    ["an old workbook", async () => oleFile("Workbook"), /old Excel workbook/],
    ["a workbook with a password", async () => oleFile("EncryptedPackage"), /a password/],
    ["an OpenDocument spreadsheet", () => zipOf({ "content.xml": "<a/>" }), /\.ods\)\. Save it/],
    [
      "a text file with binary data further down",
      async () => Buffer.from(`${"A\n".repeat(99_999)}\0`),
      /binary/,
    ],
  ])("rejects the import draft of %s", async (_, content, message) => {
    const { uploadId } = expectOk(await sendFile(services, shop, await content()));
    const result = await draftImport(services, shop, { poolId, uploadId, actor: { name: "Ada" } });
    expect(result.ok ? "" : result.failure).toMatchObject({
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ["UTF-8 with commas", Buffer.from("code,message\nCAFÉ,Hi"), "utf-8", ","],
    ["UTF-8 with a BOM", Buffer.from("\uFEFFcode;message\nCAFÉ;Hi"), "utf-8", ";"],
    ["UTF-16", Buffer.from("\uFEFFcode\tmessage\nCAFÉ\tHi", "utf16le"), "utf-16le", "\t"],
    [
      "big-endian UTF-16",
      Buffer.from("\uFEFFcode|message\nCAFÉ|Hi", "utf16le").swap16(),
      "utf-16be",
      "|",
    ],
    ["Windows-1252", Buffer.from("code,message\nCAF\xC9,Hi", "latin1"), "windows-1252", ","],
  ])("detects %s", async (_, content, encoding, delimiter) => {
    const batchId = await draftFile(services, shop, poolId, content);
    const preview = expectOk(await previewImport(services, shop, { poolId, batchId }));
    expect(preview).toMatchObject({
      reading: {
        encoding,
        delimiter,
        header: true,
        columns: ["code", "message"],
        names: ["code", "message"],
      },
      rows: [{ line: 2, cells: ["CAFÉ", "Hi"], problem: null }],
    });
  });

  it("previews warnings and the rows that would be rejected", async () => {
    const content = "12,03/04/2099,x\n345,05/06/2099,y\n,05/06/2099,y\n";
    const batchId = await draftFile(services, shop, poolId, content);
    expectOk(
      await changeParseOptions(services, shop, {
        poolId,
        batchId,
        columns: ["code", "use_by", "ignore"],
      }),
    );
    const preview = expectOk(await previewImport(services, shop, { poolId, batchId }));
    expect(preview.problems).toEqual([{ line: 3, count: 1, problem: "The code is empty." }]);
    expect(preview.rows[0]?.dates).toEqual({ 1: new Date("2099-04-03T21:59:59Z") });
    expect(preview.reading.doubts).toEqual(["not_codes"]);
    expect(preview.notes).toEqual([
      { kind: "days_are_ambiguous", count: 3 },
      { kind: "zeros_may_be_lost" },
      { kind: "columns_left_out", names: ["Column 3"] },
    ]);
  });

  it("parses the file again when the merchant changes the parse options", async () => {
    const batchId = await draftFile(services, shop, poolId, "A|1;x\nB|2;y\n");
    const reading = expectOk(
      await changeParseOptions(services, shop, { poolId, batchId, delimiter: "|" }),
    );
    expect(reading.columns).toEqual(["code", "ignore"]);
    expect(
      await changeParseOptions(services, shop, { poolId, batchId, columns: ["code"] }),
    ).toMatchObject({ ok: false, failure: { field: "columns" } });
  });

  it("deletes the file when a draft is discarded", async () => {
    const before = await stored();
    const batchId = await draftFile(services, shop, poolId, "A");
    await discardDraft(services, shop, { poolId, batchId });
    expect(await stored()).toEqual(before);
  });

  it("deletes unused files after a day", async () => {
    await draftFile(services, shop, poolId, "A");
    services.setTime(new Date("2026-11-23T12:00:00Z"));
    await dropOldUploads(services);
    expect(await stored()).toEqual({ uploads: 0, chunks: 0 });
    services.setTime(new Date("2026-11-21T12:00:00Z"));
  });

  it("escapes formulas in the report of rejected rows", async () => {
    const plain = Array.from({ length: 10 }, (_, place) => `K-${place},x\n`).join("");
    const content = `code,use_within_days\n"=HYPERLINK(""x"")",x\n@SUM(1),x\n-1,x\n@A,x\n${plain}`;
    const batch = await importFile(services, shop, poolId, content);
    let report = "";
    for await (const piece of exportRejects(services, shop, batch.id)) report += piece;
    const codes = report.split("\n").slice(1, 5);
    expect(codes).toEqual([
      expect.stringMatching(/^2,"'=HYPERLINK/),
      expect.stringMatching(/^3,'@SUM\(1\),invalid/),
      expect.stringMatching(/^4,-1,invalid/),
      expect.stringMatching(/^5,@A,invalid/),
    ]);
  });
});

/** An OLE file whose directory, in its second sector, names one stream. */
function oleFile(stream: string): Buffer {
  const file = Buffer.alloc(512 * 3);
  file.write("D0CF11E0A1B11AE1", "hex");
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(1, 48);
  file.write(stream, 512 * 2, "utf16le");
  return file;
}
