import fc from "fast-check";

/** A table of codes with an optional header row, and the codes that may be imported from it. */
export interface GoodList {
  names: string[] | undefined;
  rows: string[][];
  codes: string[];
  delimiter: string;
  newline: string;
}

const year = 2027;
const alphabet = "BCDFGHJKLMNPQRSTVWXZ23456789";
const randomPart = fc
  .array(fc.constantFrom(...alphabet), { minLength: 7, maxLength: 10 })
  .map((letters) => letters.join(""));
const codes = fc
  .tuple(
    fc.constantFrom("", "SPRING-", "VIP_", `${year}-`),
    fc.uniqueArray(randomPart, { minLength: 12, maxLength: 30 }),
  )
  .map(([prefix, parts]) => parts.map((part, place) => `${prefix}${part}${place % 10}`));

/** Other columns that lists of codes have, and their values. */
const otherColumns: Record<string, (place: number) => string> = {
  Value: (place) => String(5 + (place % 3)),
  Status: () => "Active",
  "Times Used": () => "0",
  Expires: (place) => `${year}-12-${10 + (place % 10)}`,
  Message: () => "Enjoy it",
  "Order ID": (place) => `#${1001 + place}`,
  Phone: (place) => `+49301234${String(500 + place)}`,
  SKU: (place) => `SKU-${4000 + place * 7}-XL`,
  Created: (place) => `1${place % 10}/11/${year - 1}`,
};

/** A list as exported by another system or saved by a person. */
export const goodList: fc.Arbitrary<GoodList> = fc
  .record({
    codes,
    delimiter: fc.constantFrom(",", ";", "\t", "|"),
    heading: fc.constantFrom(
      "code",
      "Coupon Code",
      "Gutscheincode",
      "discountCode",
      "Code promo",
      "",
    ),
    before: fc.subarray(["Created", "Order ID", "Phone", "SKU", "Expires"], { maxLength: 2 }),
    after: fc.subarray(["Value", "Status", "Times Used", "Message"]),
    newline: fc.constantFrom("\n", "\r\n", "\r"),
  })
  .map(({ codes: list, delimiter, heading, before, after, newline }) => {
    const [left, right] = heading === "" ? [[], []] : [before, after];
    const cellsOf = (columns: string[], place: number) =>
      columns.map((name) => otherColumns[name]?.(place) ?? "");
    return {
      codes: list,
      delimiter,
      newline,
      names: heading === "" ? undefined : [...left, heading, ...right],
      rows: list.map((code, place) => [...cellsOf(left, place), code, ...cellsOf(right, place)]),
    };
  });

/** The list as text. */
export function textOf({ names, rows, delimiter, newline }: GoodList): string {
  const lines = [...(names ? [names] : []), ...rows].map((cells) => cells.join(delimiter));
  return [...lines, ""].join(newline);
}

/** Lines in files of codes that are not codes. */
const junk = [
  "<html><table>",
  "<tr><td>Code</td></tr>",
  "</Workbook>",
  '{"code":"X"}',
  "Codes",
  "// codes",
  "Total: 30",
  "TOTAL",
  "Grand total 30 codes",
  "REQUIRED",
  "Exported on 20 November 2027 by Ada",
  "A unique code for every customer",
  "Codes for spring, valid until December; one each",
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

const twins: Readonly<Record<string, string>> = {
  B: "В",
  C: "С",
  H: "Н",
  K: "К",
  M: "М",
  P: "Р",
  T: "Т",
  X: "Х",
};

/** Ways in which text gets look-alike or invisible characters. */
const otherLetters = ["Cyrillic", "full width", "invisible inside", "invisible around"] as const;

/** Replaces letters with look-alikes or adds invisible characters. */
export function inOtherLetters(text: string, letters: (typeof otherLetters)[number]): string {
  if (letters === "Cyrillic") return text.replace(/[BCHKMPTX]/g, (letter) => twins[letter] ?? "");
  if (letters === "full width")
    return text.replace(/[A-Z0-9]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
  // A zero-width space inside, or a non-breaking space and a zero-width space around it.
  return letters === "invisible inside"
    ? text.replace(/(?<=[A-Z0-9]{3})(?=[A-Z0-9]{3})/, "\u200B")
    : `\u00A0${text}\u200B`;
}

/** What can happen to a list. `line` and `column` are taken modulo their number. */
const damage = fc.oneof(
  fc.record({
    kind: fc.constant("insert" as const),
    line: fc.nat(),
    junk: fc.constantFrom(...junk),
  }),
  fc.record({
    kind: fc.constantFrom(
      "repeat header" as const,
      "quote" as const,
      "blank" as const,
      "cut" as const,
      "lose a cell" as const,
      "cut a cell in two" as const,
      "quote a cell with a semicolon" as const,
      "other line end" as const,
      "spaces" as const,
    ),
    line: fc.nat(),
  }),
  fc.record({
    kind: fc.constant("look alike" as const),
    line: fc.nat(),
    letters: fc.constantFrom(...otherLetters),
  }),
  fc.record({
    kind: fc.constant("title" as const),
    junk: fc.constantFrom(...junk),
  }),
  fc.record({ kind: fc.constant("explain" as const), sentences: fc.integer({ min: 2, max: 4 }) }),
  fc.record({ kind: fc.constant("swap names" as const), column: fc.nat() }),
  fc.record({ kind: fc.constantFrom("byte order marks" as const, "page" as const) }),
);
type Damage = typeof damage extends fc.Arbitrary<infer One> ? One : never;

/** Up to four kinds of damage to one list. */
export const damages = fc.array(damage, { minLength: 1, maxLength: 4 });

/** The text of a damaged list. */
export function damagedText(list: GoodList, happened: readonly Damage[]): string {
  const swapped = happened.reduce(
    (names, change) =>
      change.kind === "swap names" && names ? swapNames(names, change.column) : names,
    list.names,
  );
  const lines = textOf({ ...list, names: swapped }).split(/\r\n|\n|\r/);
  const ends: string[] = [];
  for (const change of happened) damageLines(lines, ends, change, list.delimiter);
  const text = lines.map((line, at) => line + (ends[at] ?? list.newline)).join("");
  return happened.reduce((whole, { kind }) => {
    if (kind === "byte order marks") return `\uFEFF\uFEFF${whole}`;
    return kind === "page" ? `\n\n<pre>\n${whole}</pre>\n` : whole;
  }, text);
}

/**
 * Swaps the name of the code column with that of a column that can't contain codes. If the other
 * column contained IDs, the swap would be undetectable.
 */
function swapNames(names: readonly string[], column: number): string[] {
  const others = ["Value", "Status", "Times Used", "Expires", "Message", "Created"];
  const places = names.flatMap((name, at) => (others.includes(name) ? [at] : []));
  const to = places[column % Math.max(1, places.length)];
  const from = names.findIndex((name) => otherColumns[name] === undefined);
  if (to === undefined || from < 0) return [...names];
  return names.map((name, at) =>
    at === to ? (names[from] ?? "") : at === from ? (names[to] ?? "") : name,
  );
}

function damageLines(lines: string[], ends: string[], change: Damage, delimiter: string): void {
  if (change.kind === "title") lines.unshift(change.junk);
  if (change.kind === "explain")
    for (let left = change.sentences; left > 0; left -= 1)
      lines.unshift(`Step ${left}: give each customer one of these${delimiter} and tell them`);
  if (!("line" in change)) return;
  const at = 1 + (change.line % lines.length);
  const line = lines[at] ?? "";
  const cells = line.split(delimiter);
  if (change.kind === "insert") lines.splice(at, 0, change.junk);
  else if (change.kind === "repeat header") lines.splice(at, 0, lines[0] ?? "");
  else if (change.kind === "quote") lines[at] = `"${line}`;
  else if (change.kind === "blank") lines.splice(at, 0, "");
  else if (change.kind === "cut") lines.length = Math.max(4, at);
  else if (change.kind === "lose a cell") lines[at] = cells.slice(1).join(delimiter);
  else if (change.kind === "cut a cell in two")
    lines[at] = ["10% off", "today", ...cells].join(delimiter);
  else if (change.kind === "quote a cell with a semicolon")
    lines[at] = ['"one; two, three|four"', ...cells.slice(1)].join(delimiter);
  else if (change.kind === "other line end") ends[at] = change.line % 2 ? "\r" : "\r\n";
  else if (change.kind === "look alike")
    lines[at] = cells.map((cell) => inOtherLetters(cell, change.letters)).join(delimiter);
  else lines[at] = ` ${cells.join(` ${delimiter} `)} `;
}
