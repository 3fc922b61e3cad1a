import { codeLikeness, notACodeReason } from "./code-shape";
import { certainStrength, type Heading, readHeading } from "./headings";

/** The header row, and where the rows of codes begin. */
export interface HeaderRows {
  /** The header row. Undefined if there is none. */
  names: readonly string[] | undefined;
  /** Title rows above the header or the first code. */
  above: number;
  /** Rows below the header that explain the columns. */
  below: number;
  /** The rows of codes. */
  body: readonly (readonly string[])[];
  /** Whether the first row could also be a code. */
  unsure: boolean;
}

/** What the merchant decided about the rows. It overrides detection. */
export interface RowChoices {
  /** Rows above the header or the first code. */
  above?: number | undefined;
  header?: boolean | undefined;
}

type Cells = readonly string[];
type Rows = readonly Cells[];

/** Maximum number of title rows above a header. */
const maxTitleRows = 30;
/** Maximum number of rows that a template uses to explain its columns. */
const maxExplanationRows = 3;
/** Share of the rows that must differ from the first one for it to be a header. */
const nearlyAll = 0.9;

/**
 * A heading may reappear in this share of the rows below it, as in files that were concatenated.
 */
const maxRepeatedShare = 0.2;

const isFilled = (cell: string) => cell.trim() !== "";
const hasDigit = (text: string) => /\p{N}/u.test(text);
const isSentence = (text: string) => /\S\s+\S+\s+\S/.test(text);
const hasSpace = (text: string) => /\S\s+\S/.test(text);

/** Finds the header: the first row that known words identify, or a first row unlike all others. */
export function findHeader(rows: Rows, { above, header }: RowChoices): HeaderRows {
  if (header === false) return plain(rows, above ?? titleRows(rows));
  if (above !== undefined) return named(rows, above, false);
  const byWords = rows
    .slice(0, maxTitleRows)
    .findIndex((cells, place) => isHeader(rows, cells, place));
  if (byWords >= 0) {
    const place = byWords + namesBeneath(rows.slice(byWords));
    return named(rows, place, mayBeCode(rows, place));
  }
  const byShape = nameByShape(rows);
  if (byShape) return named(rows, byShape.place, byShape.unsure);
  if (header === true) return named(rows, 0, false);
  return plain(rows, titleRows(rows));
}

function named(rows: Rows, above: number, unsure: boolean): HeaderRows {
  const below = explanationRows(rows, above);
  return { names: rows[above], above, below, body: rows.slice(above + 1 + below), unsure };
}

function plain(rows: Rows, above: number): HeaderRows {
  return { names: undefined, above, below: 0, body: rows.slice(above), unsure: false };
}

function isHeader(rows: Rows, cells: Cells, place: number): boolean {
  const filled = cells.filter(isFilled);
  const headings = cells.flatMap((cell, at) =>
    headingOf(cell, columnOf(rows.slice(place + 1), at)),
  );
  if (headings.length === 0) return false;
  const surest = Math.max(
    ...headings.map(({ meaning, strength }) => (meaning === "code" ? strength : 0)),
  );
  const data = cells.some((cell) => hasDigit(cell) && !readHeading(cell));
  const enough = !data && headings.length >= 2 && headings.length >= filled.length / 2;
  if (surest < certainStrength && !enough && !isOtherHeader(rows, cells, headings, place))
    return false;
  // Only titles come before a header, never codes. A title has fewer cells, or is a sentence.
  return rows.slice(0, place).every((row) => isTitle(row, filled.length, rows.slice(place + 1)));
}

/**
 * A title may itself be a heading such as "Codes". Returns how many rows below it the real header
 * is, or 0 if it is the header.
 */
function namesBeneath(rows: Rows): number {
  const [title = []] = rows;
  const text = title.filter(isFilled);
  if (text.length !== 1) return 0;
  const below = rows.slice(1).findIndex((row) => row.filter(isFilled).length > 1) + 1;
  const between = rows.slice(1, below);
  const isPhrase = (row: Cells) => hasSpace(row.find(isFilled) ?? "");
  return isHeader(rows, rows[below] ?? [], below) && between.every(isPhrase) ? below : 0;
}

/** A cell read as a heading. Empty if it is a value that recurs below it, such as "Active". */
function headingOf(cell: string, beneath: readonly string[]): Heading[] {
  const heading = readHeading(cell);
  if (!heading) return [];
  if (heading.meaning === "code" && heading.strength >= certainStrength) return [heading];
  return share(beneath, (other) => other === cell.trim()) <= maxRepeatedShare ? [heading] : [];
}

/** One known heading among unknown words: `email` beside `Freischaltung`, or `Name` above codes. */
function isOtherHeader(
  rows: Rows,
  cells: Cells,
  headings: readonly Heading[],
  place: number,
): boolean {
  if (place > 0) return false;
  if (cells.filter(isFilled).length > 1) {
    const sure = headings.some(({ strength }) => strength >= certainStrength);
    return sure && !cells.some(hasDigit);
  }
  const rest = columnOf(rows.slice(1), cells.findIndex(isFilled));
  return !hasDigit(cells.join("")) && (rest.length === 0 || share(rest, hasDigit) >= nearlyAll);
}

function isTitle(row: Cells, cellsOfHeader: number, beneath: Rows): boolean {
  const filled = row.filter(isFilled);
  // A delimiter inside a sentence splits it into several cells.
  if (row.some((cell, at) => isSentence(cell) && share(columnOf(beneath, at), isSentence) < 0.1))
    return true;
  if (cellsOfHeader > 1)
    return filled.length < cellsOfHeader && filled.length <= Math.max(2, cellsOfHeader / 2);
  const text = filled[0] ?? "";
  if (notACodeReason(text) !== undefined) return true;
  return hasSpace(text) && share(columnOf(beneath, row.findIndex(isFilled)), hasSpace) < 0.1;
}

/** A heading may itself be a code if the codes are words of the same kind. */
function mayBeCode(rows: Rows, place: number): boolean {
  const cells = rows[place] ?? [];
  const text = cells.find(isFilled)?.trim() ?? "";
  if (cells.filter(isFilled).length !== 1 || /code|\s/i.test(text) || hasDigit(text)) return false;
  const rest = columnOf(rows.slice(place + 1), cells.findIndex(isFilled));
  const upper = (word: string) => word === word.toUpperCase() && !hasDigit(word);
  return rest.length > 0 && upper(text) && share(rest, upper) >= 0.5;
}

/**
 * Recognizes a header made of unknown words: it has no digits, while nearly every code does. If it
 * has a space and no code does, it can't be a code.
 */
function nameByShape(rows: Rows): { place: number; unsure: boolean } | undefined {
  const [first = [], ...rest] = rows;
  if (rest.length < 2) return undefined;
  const widths = first.map((_, place) => codeLikeness(columnOf(rest, place)));
  const place = Math.max(0, widths.indexOf(Math.max(...widths)));
  const text = (first[place] ?? "").trim();
  const codes = columnOf(rest, place);
  if (text === "" || hasDigit(text) || share(codes, hasDigit) < nearlyAll) return undefined;
  if (!/^[\p{L}\p{M}\s.:()/#*'’_-]+$/u.test(text)) return undefined;
  return { place: 0, unsure: !hasSpace(text) || codes.some(hasSpace) };
}

/** Counts the sentences above codes that have no spaces. */
function titleRows(rows: Rows): number {
  const max = Math.min(maxTitleRows, rows.length - 2);
  for (let titles = 0; titles <= max; titles += 1) {
    const row = rows[titles] ?? [];
    const filled = row.filter(isFilled);
    const rest = columnOf(rows.slice(titles + 1), row.findIndex(isFilled));
    const isPhrase = filled.length === 1 && hasSpace(filled[0] ?? "");
    if (!isPhrase || share(rest, hasSpace) > 0.1) return titles;
  }
  // If every row is a sentence, none of them is a title.
  return 0;
}

const label =
  /^(required|optional|mandatory|required ?\/ ?optional|pflichtfeld|obligatoire|obligatorio)\??$/i;
const explanation = /^(explanation|examples?|e\.g\.|description|format|data type|string|text)\b/i;

/** Counts the rows of a template below its header: "REQUIRED", and then what each column is for. */
function explanationRows(rows: Rows, above: number): number {
  let below = 0;
  while (below < maxExplanationRows) {
    const cells = (rows[above + 1 + below] ?? []).filter(isFilled).map((cell) => cell.trim());
    const labels = cells.filter((cell) => label.test(cell)).length;
    const explains = below > 0 && cells.length > 1 && explanation.test(cells[0] ?? "");
    if (!explains && (labels === 0 || labels < cells.length / 2)) return below;
    below += 1;
  }
  return below;
}

function columnOf(rows: Rows, place: number): string[] {
  return rows.map((cells) => (cells[place] ?? "").trim()).filter((cell) => cell !== "");
}

function share(texts: readonly string[], test: (text: string) => boolean): number {
  return texts.length === 0 ? 0 : texts.filter(test).length / texts.length;
}
