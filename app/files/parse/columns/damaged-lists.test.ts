import { describe, expect, it } from "vitest";
import { type ReadCodes, readCodesOf } from "../../../../test/factories/read-codes-of";

const codes = ["BBBBBBB0", "BBBBBBZ1", "BBBBBBC2", "BBBBBBQ3", "BBBBBCB4", "BBBBBBX5", "BBBBBB76"];
const more = Array.from({ length: 8 }, (_, place) => `SPRING-${place}KX`);

async function read(...lines: string[]): Promise<ReadCodes> {
  const result = await readCodesOf(lines.join("\n"));
  if (typeof result === "string") throw new Error(result);
  return result;
}

/** The codes that are imported without a question to the merchant. */
async function silently(...lines: string[]): Promise<string[]> {
  const { reading, codes: imported } = await read(...lines);
  return reading.doubts.length > 0 ? [] : imported.map(({ code }) => code);
}

// Found by mutating good files; see `test/properties/code-files.test.ts`.
describe("a damaged list", () => {
  it("never imports a row that a stray quotation mark turned into one cell", async () => {
    const lines = ["code|Times Used", ...codes.map((code) => `${code}|0`)];
    expect(await silently(...lines.slice(0, 3), `"${lines[3]}`, '"')).not.toContain("BBBBBBC2|0");
    const long = [...lines.slice(0, 3), '"BBBBBBC2|0"', ...lines.slice(4)];
    expect(await silently(...long, ...more.map((code) => `${code}|0`))).not.toContain("BBBBBBC2|0");
  });

  it.each([
    ["amounts", "Value,code", (place: number) => 5 + (place % 3)],
    ["states", "Status,code", () => "Active"],
    ["uses", "Times Used,code", () => 0],
  ])("asks if the heading for codes is above %s", async (_, names, cell) => {
    const rows = codes.map((code, place) => `${code},${cell(place)}`);
    expect((await read(names, ...rows)).reading.doubts).toContain("not_codes");
    expect((await read(names, ...rows.slice(0, 3))).reading.doubts).toContain("not_codes");
  });

  it("accepts short numbers under a heading for codes if no other column looks like codes", async () => {
    expect(
      await silently("code,message", "5101,Enjoy it", "5102,Enjoy it", "5103,Enjoy it"),
    ).toEqual(["5101", "5102", "5103"]);
  });

  it("rejects an amount, order number or phone number in a row with a missing cell", async () => {
    for (const stray of ["5", "#1001", "+49301234500"]) {
      const rows = [...codes, ...more].map((code) => `${code},5`);
      const { codes: imported, rejects } = await read("code,Value", ...rows, stray);
      expect(imported.map(({ code }) => code)).toEqual([...codes, ...more]);
      expect(rejects).toMatchObject([{ message: "It’s a number, unlike the other codes." }]);
    }
  });

  it("accepts all-digit codes among random codes of the same length", async () => {
    const list = ["4F7A21", "C0FFE3", "918273", "1A2B3C", "FF00A1", "0A1B2C", "7788AA"];
    expect(await silently("code", ...list)).toEqual(list);
  });

  it("rejects a state in a row with a missing cell, even below a mixed-case title", async () => {
    const rows = codes.map((code) => `${code},Active`);
    expect(await silently("25-Dec", "code,Status", "25-Dec", "Active", ...rows)).not.toContain(
      "Active",
    );
  });

  it("asks about a state in a list too short to learn from", async () => {
    expect(await silently("code,Status", "Active", "BBBBBB71,Active")).toEqual([]);
  });

  it("rejects a row whose cells shifted because one was split in two", async () => {
    const rows = [...codes, ...more].map((code) => `SKU-1,${code},Enjoy it`);
    const shifted = "10% off,SKU-2,BBBBBBK9,Enjoy it";
    const { codes: imported, rejects } = await read("SKU,code,Message", ...rows, shifted);
    expect(imported.map(({ code }) => code)).toEqual([...codes, ...more]);
    expect(rejects[0]?.message).toMatch(/more cells than there are column names/);
  });

  it("recognizes titles that a delimiter splits into as many cells as the header has", async () => {
    const titles = [
      "Step 2: give each customer one of these, and tell them",
      "Codes for spring, valid until December",
    ];
    const rows = codes.map((code) => `${code},Enjoy it`);
    expect((await read(...titles, "Kennung,Message", ...rows)).reading.doubts).not.toEqual([]);
    const known = await read(...titles, "code,Message", ...rows);
    expect(known.reading).toMatchObject({ above: 2, doubts: [] });
    expect(known.codes.map(({ code }) => code)).toEqual(codes);
  });

  it.each(["Codes", "// codes", "Coupon code"])(
    "treats %j above a header of several columns as a title",
    async (title) => {
      const rows = codes.map((code, place) => `SKU-40${place}-XL,${code}`);
      const { reading, codes: imported } = await read(title, "SKU,code", ...rows);
      expect(reading).toMatchObject({ above: 1, names: ["SKU", "code"], doubts: [] });
      expect(imported.map(({ code }) => code)).toEqual(codes);
      const later = await read(title, "Exported by Ada on Monday", "SKU,code", ...rows);
      expect(later.codes.map(({ code }) => code)).toEqual(codes);
    },
  );

  it.each(["1.2E+10", "N/A", "25-Dec"])(
    "recognizes %j despite invisible characters around it",
    async (junk) => {
      expect(await silently("code", ...codes, `\u00A0${junk}\u200B`)).toEqual(codes);
    },
  );
});
