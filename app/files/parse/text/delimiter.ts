import type { ListKind } from "../columns/columns";
import type { Delimiter } from "../parse-options";
import { splitLine } from "./split-line";

const candidates = ["\t", ";", ",", "|"] as const;
/** `sep=;`, a spreadsheet's own first line that declares the delimiter. */
const separatorLine = /^\uFEFF?"?sep=([;,|\t])"?\s*$/i;
/** Share of the lines that must have the same number of cells. */
const agreement = 0.9;
/** Maximum number of title lines before the header. */
const maxTitleLines = 20;

/** How to split the lines of a text into cells. */
export interface LineCut {
  delimiter: Delimiter;
  /**
   * Whether each line is a single quoted cell that contains the actual cells. Excel saves a list
   * like this if it was in one column.
   */
  wrapped: boolean;
}

/**
 * Detects the delimiter from the first lines of a text: the candidate that splits nearly every
 * line, from the header on, into the same number of cells. Empty if each line is one cell.
 */
export function findDelimiter(lines: readonly string[], list: ListKind): LineCut {
  const named = separatorLine.exec(lines[0] ?? "")?.[1];
  if (named) return { delimiter: named as Delimiter, wrapped: false };
  const filled = lines.filter((line) => line.trim() !== "");
  const delimiter = divide(filled, list);
  if (delimiter !== "") return { delimiter, wrapped: false };
  const inner = filled.map(unwrapLine);
  if (inner.length > 1 && inner.every((line) => line !== undefined)) {
    const within = divide(inner, list);
    if (within !== "") return { delimiter: within, wrapped: true };
  }
  return { delimiter: "", wrapped: false };
}

/** Whether a row is the `sep=` line, which isn't part of the list. */
export function isSeparatorRow(cells: readonly string[]): boolean {
  return /^sep=.?$/i.test(cells[0] ?? "") && cells.slice(1).every((cell) => cell === "");
}

function divide(lines: readonly string[], list: ListKind): Delimiter {
  const cuts = candidates.map((delimiter) => ({
    delimiter,
    rows: lines.map((line) => splitLine(line, delimiter)),
  }));
  const byNames = cuts.find(({ rows }) => {
    const at = rows.slice(0, maxTitleLines).findIndex((cells) => namesList(cells, list));
    return at >= 0 && agrees(rows.slice(at + 1), rows[at]?.length ?? 0, 0.5);
  });
  if (byNames) return byNames.delimiter;
  return cuts.find(({ rows }) => agrees(rows, rows[0]?.length ?? 0, agreement))?.delimiter ?? "";
}

function namesList(cells: readonly string[], list: ListKind): boolean {
  return cells.length > 1 && cells.some((cell) => list.namesColumn(cell));
}

/**
 * Some rows may differ: trailing blank cells are often left out, and a stray delimiter adds one.
 */
function agrees(rows: readonly (readonly string[])[], usual: number, share: number): boolean {
  const same = rows.filter((cells) => cells.length === usual).length;
  return usual > 1 && same >= rows.length * share;
}

/** The contents of a line that is a single quoted cell. Undefined for any other line. */
function unwrapLine(line: string): string | undefined {
  const text = line.trim();
  if (!text.startsWith('"') || !text.endsWith('"') || text.length < 2) return undefined;
  const [inner, ...more] = splitLine(text, "\u001F");
  return more.length === 0 && inner !== text ? inner : undefined;
}
