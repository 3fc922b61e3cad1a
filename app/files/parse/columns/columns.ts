import { type CodeProfile, codeLikeness, profileOf } from "./code-shape";
import { findHeader, type HeaderRows, type RowChoices } from "./header-rows";
import { certainStrength, type Meaning, readHeading } from "./headings";

/** Doubts about rows and columns that the merchant has to resolve before the import starts. */
type ColumnDoubt =
  /** The first row may be a header or a code. */
  | "first_row"
  /** No heading names the code column, so the column that looks most like codes was picked. */
  | "column_guessed"
  /** Several columns look like codes, and no heading says which one is meant. */
  | "several_code_columns"
  /** The cells of the code column don't look like codes. */
  | "not_codes";

export interface ReadHeader {
  /** Whether the list has a header row. */
  header: boolean;
  /** Title rows: nonblank rows above the header or the first code. */
  above: number;
  /** Rows below the header that explain the columns. */
  below: number;
  /** One per column. `code` occurs at most once. */
  columns: Meaning[];
  doubts: ColumnDoubt[];
}

/** A kind of list (codes, recipients): everything about it that affects how a file is parsed. */
export interface ListKind {
  /** Whether a heading names the column that this kind of list requires. */
  namesColumn(word: string): boolean;
  /** Detects the header and the columns from the first rows, which all have the same length. */
  readColumns(rows: Rows, choices: RowChoices): ReadHeader;
  /**
   * How much rows look like such a list, from 0 to 1. In a workbook, the best-rated sheet is used.
   */
  rate(rows: Rows): number;
  /** Learns from the first rows what the codes have in common. */
  learn(reading: Pick<ReadHeader, "columns">, names: readonly string[], rows: Rows): Lesson;
}

type Rows = readonly (readonly string[])[];

/** What was learned from the first rows of a list. */
interface Lesson {
  profile: CodeProfile | null;
  doubts: ColumnDoubt[];
}

export const listOfCodes: ListKind = {
  namesColumn: (word) => {
    const heading = readHeading(word);
    return heading?.meaning === "code" && heading.strength >= certainStrength;
  },
  readColumns: readCodeColumns,
  rate: (rows) => {
    const { columns, header, above, below } = readCodeColumns(rows);
    const names = header ? (rows[above] ?? []) : [];
    const at = columns.indexOf("code");
    const body = rows.slice(above + (header ? 1 : 0) + below);
    if (at < 0 || body.length === 0) return 0;
    return listOfCodes.namesColumn(names[at] ?? "") ? 1 : codeLikeness(columnOf(body, at)) * 0.9;
  },
  learn: ({ columns }, names, rows) => {
    const at = columns.indexOf("code");
    const codes = at < 0 ? [] : columnOf(rows, at);
    const named = at >= 0 && listOfCodes.namesColumn(names[at] ?? "");
    const common = profileOf(codes);
    const wide = rows.filter((cells) => cells.length > names.length).length > rows.length / 2;
    const profile = common ? { ...common, wide } : null;
    // Traits that are usual in a list don't reject single rows, so ask about the whole list.
    const unusual =
      common && (common.spaces || common.punctuation || common.numbers || common.words);
    const likeness = codeLikeness(codes);
    const misnamed = () =>
      likeness < hardlyLikeCodes &&
      columns.some((_, place) => {
        const other = codeLikeness(columnOf(rows, place));
        return other >= hardlyLikeCodes && other >= 2 * likeness;
      });
    const doubtful = unusual || (named ? misnamed() : likeness < fairlyLikeCodes);
    return { profile, doubts: codes.length > 0 && doubtful ? ["not_codes"] : [] };
  },
};

/** A column without a heading for codes raises a doubt below this likeness. */
const fairlyLikeCodes = 0.6;
/**
 * A column with a heading for codes raises a doubt below this likeness if another column looks
 * twice as much like codes.
 */
const hardlyLikeCodes = 0.5;

function columnOf(rows: Rows, place: number): string[] {
  return rows.map((cells) => cells[place] ?? "");
}

/** From this likeness on, a column without a heading may be the code column. */
const likeCodes = 0.7;
/** A heading outweighs the cells, unless it is a weak word such as "Value". */
const likenessWeight = 60;

/**
 * Finds the header row and the code column, by heading if there is one and by what the cells look
 * like. Without headings, the column that looks most like codes is picked, and the others are
 * ignored until the merchant says what they are.
 */
export function readCodeColumns(rows: Rows, choices: RowChoices = {}): ReadHeader {
  const found = findHeader(rows, choices);
  const { names, body } = found;
  const width = Math.max(1, names?.length ?? 0, rows[0]?.length ?? 0);
  const likeness = Array.from({ length: width }, (_, place) =>
    codeLikeness(body.map((cells) => cells[place] ?? "")),
  );
  return names ? withNames(found, names, likeness) : withoutNames(found, likeness);
}

function withNames(
  { above, below, unsure }: HeaderRows,
  names: readonly string[],
  likeness: readonly number[],
): ReadHeader {
  const headings = names.map(readHeading);
  const scores = headings.map((heading, place) =>
    heading?.meaning === "code" ? heading.strength + (likeness[place] ?? 0) * likenessWeight : 0,
  );
  const weak = (place: number) => (headings[place]?.strength ?? 0) < certainStrength;
  let code = bestPlace(scores);
  if (code !== undefined && weak(code) && (likeness[code] ?? 0) < likeCodes && names.length > 1) {
    code = undefined;
  }
  const doubts: ColumnDoubt[] = unsure ? ["first_row"] : [];
  if (code === undefined) {
    // A column with a known heading never becomes the code column because of its cells.
    const unknown = likeness.map((value, place) => (headings[place] ? 0 : value));
    const guess = bestPlace(unknown);
    if (names.length === 1) code = headings[0] ? undefined : 0;
    else if (guess !== undefined && (unknown[guess] ?? 0) >= likeCodes) {
      code = guess;
      doubts.push("column_guessed");
    }
  } else if (isTitle(names, likeness, code)) doubts.push("several_code_columns");
  const columns = headings.map((heading, place): Meaning => {
    if (place === code) return "code";
    const meaning = heading?.meaning ?? "ignore";
    return meaning === "code" ? "ignore" : meaning;
  });
  return { header: true, above, below, doubts, columns: columns.map(surestOnly) };

  function surestOnly(meaning: Meaning, place: number): Meaning {
    if (meaning === "code" || meaning === "ignore") return meaning;
    const rivals = columns.map((other, at) =>
      other === meaning ? (headings[at]?.strength ?? 0) : 0,
    );
    return rivals.indexOf(Math.max(...rivals)) === place ? meaning : "ignore";
  }
}

/**
 * Whether a lone heading may really be a title above a table: another column looks like codes too.
 */
function isTitle(names: readonly string[], likeness: readonly number[], code: number): boolean {
  if (names.filter((name) => name.trim() !== "").length !== 1) return false;
  return likeness.some((value, place) => place !== code && value >= likeCodes);
}

function withoutNames({ above, below }: HeaderRows, likeness: readonly number[]): ReadHeader {
  const best = bestPlace(likeness) ?? 0;
  const rivals = likeness.filter((value) => value >= likeCodes).length;
  const doubts: ColumnDoubt[] = rivals > 1 ? ["several_code_columns"] : [];
  const columns = likeness.map((_, place): Meaning => (place === best ? "code" : "ignore"));
  return { header: false, above, below, doubts, columns };
}

/** Index of the largest number, or of the first of several. Undefined if all are 0. */
function bestPlace(numbers: readonly number[]): number | undefined {
  const best = Math.max(0, ...numbers);
  return best > 0 ? numbers.indexOf(best) : undefined;
}

/**
 * Why this assignment of columns isn't valid: a sentence for the merchant, or undefined if it is.
 */
export function columnsProblem(columns: readonly Meaning[]): string | undefined {
  if (!columns.includes("code")) return "Choose the column that holds the codes.";
  const chosen = columns.filter((meaning) => meaning !== "ignore");
  const twice = chosen.find((meaning, place) => chosen.indexOf(meaning) !== place);
  return twice && `Two columns are “${meaningNames[twice]}”. Choose one of them.`;
}

/** The meanings as shown to merchants. */
export const meaningNames: Record<Meaning, string> = {
  code: "Code",
  message: "Message",
  assign_by: "Pool expiration (assign by)",
  use_by: "User expiration (use by)",
  use_within_days: "User expiration (use within days)",
  email: "Recipient’s email (assigned right away)",
  status: "Status (skip inactive codes)",
  uses: "Uses (skip used codes)",
  ignore: "Not imported",
};
