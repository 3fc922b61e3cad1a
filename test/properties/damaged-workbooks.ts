import fc from "fast-check";
import { zipOf } from "../factories/zip-of";
import { type GoodList, inOtherLetters } from "./damaged-lists";

/** Number format IDs by style index: general, date, percentage, currency, scientific. */
const formats = ["0", "14", "9", "44", "11"];
/** What Excel turns a code into that it mistakes for a number. */
const numbers = ["45000", "0.15", "12", "1.2E+10", "123456789012345680", "46752.5", "1001"];
/** Rows of other sheets. Some of them look like codes. */
const otherSheets: readonly string[][][] = [
  [["These codes are for spring"], ["Ask Ada before you use them"]],
  [["Code"], ["OLD-1X"], ["OLD-2X"], ["OLD-3X"]],
  [
    ["SKU", "Stock"],
    ["SKU-1-XL", "4"],
    ["SKU-2-XL", "5"],
    ["SKU-3-XL", "9"],
  ],
  [["X1Y2Z3"], ["X4Y5Z6"], ["X7Y8Z9"]],
  [[]],
];

const damage = fc.oneof(
  fc.record({
    kind: fc.constant("other sheet" as const),
    rows: fc.constantFrom(...otherSheets),
    first: fc.boolean(),
    state: fc.constantFrom("visible", "hidden", "veryHidden"),
  }),
  fc.record({
    kind: fc.constant("number" as const),
    line: fc.nat(),
    style: fc.nat({ max: formats.length - 1 }),
    value: fc.constantFrom(...numbers),
  }),
  fc.record({
    kind: fc.constant("format of the column" as const),
    style: fc.nat({ max: formats.length - 1 }),
  }),
  fc.record({ kind: fc.constant("hidden row" as const), line: fc.nat() }),
  fc.record({ kind: fc.constant("hidden junk" as const), line: fc.nat() }),
  fc.record({ kind: fc.constant("merged title" as const) }),
  fc.record({
    kind: fc.constant("merged codes" as const),
    line: fc.nat(),
    rows: fc.integer({ min: 2, max: 4 }),
  }),
  fc.record({
    kind: fc.constant("merged row" as const),
    line: fc.nat(),
    text: fc.constantFrom("Second batch", "Total: 30", "For members only", "Codes of May", "---"),
  }),
  fc.record({ kind: fc.constant("error" as const), line: fc.nat() }),
  fc.record({
    kind: fc.constant("look alike" as const),
    line: fc.nat(),
    letters: fc.constantFrom(
      "Cyrillic" as const,
      "full width" as const,
      "invisible inside" as const,
    ),
  }),
);
type Damage = typeof damage extends fc.Arbitrary<infer One> ? One : never;

/** Up to four kinds of damage to one workbook. */
export const workbookDamages = fc.array(damage, { minLength: 1, maxLength: 4 });

interface Row {
  cells: string[];
  hidden?: boolean;
}

/** A damaged workbook, and the codes that the damage removed or hid. */
export async function damagedWorkbook(
  { names, rows, codes }: GoodList,
  happened: readonly Damage[],
): Promise<{ file: Uint8Array; lost: Set<string> }> {
  const column = rows[0]?.indexOf(codes[0] ?? "") ?? 0;
  const style = happened.reduce(
    (last, one) => (one.kind === "format of the column" ? one.style : last),
    0,
  );
  const body: Row[] = rows.map((cells) => ({
    cells: cells.map((cell, at) => textCell(cell, at === column ? style : 0)),
  }));
  const lost = new Set<string>();
  const merges: string[] = [];
  const extra: { at: number; row: Row }[] = [];
  for (const change of happened) {
    if (!("line" in change)) continue;
    const at = change.line % body.length;
    const row = body[at];
    const code = codes[at];
    if (!row || code === undefined) continue;
    const lose = (cell: string) => {
      row.cells[column] = cell;
      lost.add(code);
    };
    if (change.kind === "number") lose(`<c s="${change.style}"><v>${change.value}</v></c>`);
    else if (change.kind === "error") lose('<c t="e"><v>#N/A</v></c>');
    else if (change.kind === "look alike") lose(textCell(inOtherLetters(code, change.letters)));
    else if (change.kind === "hidden row") {
      row.hidden = true;
      lost.add(code);
    } else if (change.kind === "hidden junk")
      extra.push({ at, row: { cells: [textCell("JUNK-77X")], hidden: true } });
    else if (change.kind === "merged row") {
      extra.push({ at, row: { cells: [textCell(change.text)] } });
    } else {
      // Only the first of several merged cells has a value.
      for (const [place, merged] of body.slice(at + 1, at + change.rows).entries()) {
        merged.cells[column] = "<c/>";
        lost.add(codes[at + 1 + place] ?? "");
      }
      merges.push(`A${at + 1}:A${at + change.rows}`);
    }
  }
  for (const { at, row } of extra.sort((one, other) => other.at - one.at)) body.splice(at, 0, row);
  if (names) body.unshift({ cells: names.map((name) => textCell(name)) });
  if (happened.some(({ kind }) => kind === "merged title")) {
    body.unshift({ cells: [textCell("Codes for the spring sale")] });
    merges.push("A1:C1");
  }
  return { file: await workbookOf(sheetsOf(sheetOf(body, merges), happened)), lost };
}

interface NamedSheet {
  state: string;
  xml: string;
}

function sheetsOf(list: string, happened: readonly Damage[]): NamedSheet[] {
  const sheets: NamedSheet[] = [{ state: "visible", xml: list }];
  for (const change of happened) {
    if (change.kind !== "other sheet") continue;
    const rows = change.rows.map((cells) => ({ cells: cells.map((cell) => textCell(cell)) }));
    const sheet = { state: change.state, xml: sheetOf(rows, []) };
    if (change.first) sheets.unshift(sheet);
    else sheets.push(sheet);
  }
  return sheets;
}

function textCell(text: string, style = 0): string {
  const plain = text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  return `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${plain}</t></is></c>`;
}

function sheetOf(rows: readonly Row[], merges: readonly string[]): string {
  const lines = rows.map(
    ({ cells, hidden }) => `<row${hidden ? ' hidden="1"' : ""}>${cells.join("")}</row>`,
  );
  const merged = merges.map((area) => `<mergeCell ref="${area}"/>`).join("");
  return `<worksheet><sheetData>${lines.join("")}</sheetData><mergeCells>${merged}</mergeCells></worksheet>`;
}

function workbookOf(sheets: readonly NamedSheet[]): Promise<Uint8Array> {
  const named = sheets.map(
    ({ state }, at) => `<sheet name="Sheet ${at}" state="${state}" r:id="r${at}"/>`,
  );
  const links = sheets.map(
    (_, at) => `<Relationship Id="r${at}" Target="worksheets/sheet${at}.xml"/>`,
  );
  const styles = formats.map((id) => `<xf numFmtId="${id}"/>`);
  return zipOf({
    "xl/workbook.xml": `<workbook xmlns:r="r"><sheets>${named.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${links.join("")}</Relationships>`,
    "xl/styles.xml": `<styleSheet><cellXfs>${styles.join("")}</cellXfs></styleSheet>`,
    ...Object.fromEntries(sheets.map(({ xml }, at) => [`xl/worksheets/sheet${at}.xml`, xml])),
  });
}
