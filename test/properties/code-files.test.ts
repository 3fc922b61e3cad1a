import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ReadCodes, readCodesOf } from "../factories/read-codes-of";

/** How many files are mutated and read, the same ones in each run; `FUZZ_SEED` makes others. */
const files = 5_000;
const seed = Number(process.env["FUZZ_SEED"] ?? 20_261_127);
const now = 2027;

/** A good list: its text, and the codes that may come out of it. */
interface GoodList {
  text: string;
  codes: string[];
}

const alphabet = "BCDFGHJKLMNPQRSTVWXZ23456789";
const randomPart = fc
  .array(fc.constantFrom(...alphabet), { minLength: 7, maxLength: 10 })
  .map((letters) => letters.join(""));
const codes = fc
  .tuple(
    fc.constantFrom("", "SPRING-", "VIP_", "2027-"),
    fc.uniqueArray(randomPart, { minLength: 12, maxLength: 30 }),
  )
  .map(([prefix, parts]) => parts.map((part, place) => `${prefix}${part}${place % 10}`));
const delimiter = fc.constantFrom(",", ";", "\t", "|");

const goodList: fc.Arbitrary<GoodList> = fc
  .record({
    codes,
    delimiter,
    heading: fc.constantFrom(
      "code",
      "Coupon Code",
      "Gutscheincode",
      "discountCode",
      "Code promo",
      "",
    ),
    more: fc.subarray(["Value", "Status", "Times Used", "Expires", "Message"]),
    newline: fc.constantFrom("\n", "\r\n", "\r"),
  })
  .map(({ codes: list, delimiter: between, heading, more, newline }) => {
    const others = heading === "" ? [] : more;
    const header = heading === "" ? [] : [[heading, ...others].join(between)];
    const rows = list.map((code, place) =>
      [code, ...others.map((name) => cellOf(name, place))].join(between),
    );
    return { codes: list, text: [...header, ...rows, ""].join(newline) };
  });

function cellOf(name: string, place: number): string {
  switch (name) {
    case "Value":
      return String(5 + (place % 3));
    case "Status":
      return "Active";
    case "Times Used":
      return "0";
    case "Expires":
      return `${now}-12-${String(10 + (place % 10))}`;
    default:
      return "Enjoy it";
  }
}

/** Lines that files of codes have in them, and that are no codes. */
const junk = [
  "<html><table>",
  "<tr><td>Code</td></tr>",
  "</Workbook>",
  '{"code":"X"}',
  "Total: 30",
  "TOTAL",
  "Grand total 30 codes",
  "REQUIRED",
  "Exported on 20 November 2027 by Ada",
  "A unique code for every customer",
  "N/A",
  "null",
  "#REF!",
  "---",
  "***",
  "1.2E+10",
  "25-Dec",
  "https://example.com/codes",
  "ada@example.com",
  '"quoted" text',
  "const codes = [1, 2];",
  "\uFFFD\uFFFD",
  "End of file",
];

const mutation = fc.oneof(
  fc.record({
    kind: fc.constant("insert" as const),
    line: fc.nat(),
    junk: fc.constantFrom(...junk),
  }),
  fc.record({ kind: fc.constant("repeat header" as const), line: fc.nat() }),
  fc.record({ kind: fc.constant("quote" as const), line: fc.nat() }),
  fc.record({ kind: fc.constant("blank" as const), line: fc.nat() }),
  fc.record({ kind: fc.constant("cut" as const), line: fc.nat() }),
  fc.record({ kind: fc.constant("title" as const), junk: fc.constantFrom(...junk) }),
);
type Mutation = typeof mutation extends fc.Arbitrary<infer One> ? One : never;

function mutate(text: string, mutations: readonly Mutation[]): string {
  const lines = text.split(/\r\n|\n|\r/);
  for (const change of mutations) {
    const at = "line" in change ? 1 + (change.line % lines.length) : 0;
    if (change.kind === "insert") lines.splice(at, 0, change.junk);
    else if (change.kind === "title") lines.unshift(change.junk);
    else if (change.kind === "repeat header") lines.splice(at, 0, lines[0] ?? "");
    else if (change.kind === "quote") lines[at] = `"${lines[at] ?? ""}`;
    else if (change.kind === "blank") lines.splice(at, 0, "");
    else lines.length = Math.max(4, at);
  }
  return lines.join("\n");
}

/** What comes in without a question: the codes of a file that no doubt holds up. */
function silently(result: ReadCodes | string): string[] {
  if (typeof result === "string" || result.reading.doubts.length > 0) return [];
  return result.codes.map(({ code }) => code);
}

describe("files that something happened to", () => {
  it("never turn junk into a code without a question", async () => {
    let silent = 0;
    await fc.assert(
      fc.asyncProperty(
        goodList,
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        async (list, mutations) => {
          const known = new Set(list.codes);
          const taken = silently(await readCodesOf(mutate(list.text, mutations)));
          expect(taken.filter((code) => !known.has(code))).toEqual([]);
          if (taken.length > 0) silent += 1;
        },
      ),
      { numRuns: files, seed },
    );
    // Most damaged files are still read: the rule is not kept by refusing everything.
    expect(silent).toBeGreaterThan(files * 0.5);
  }, 120_000);

  it("are read as a whole where nothing happened", async () => {
    await fc.assert(
      fc.asyncProperty(goodList, async ({ text, codes: all }) => {
        expect(silently(await readCodesOf(text))).toEqual(all);
      }),
      { numRuns: 500, seed },
    );
  }, 60_000);

  it("never break the reader, whatever their bytes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        goodList,
        fc.nat(),
        async (bytes, { text }, at) => {
          const whole = Buffer.from(text);
          const place = at % whole.length;
          const mixed = Buffer.concat([whole.subarray(0, place), bytes, whole.subarray(place)]);
          await readCodesOf(mixed);
        },
      ),
      { numRuns: 500, seed },
    );
  }, 60_000);
});
