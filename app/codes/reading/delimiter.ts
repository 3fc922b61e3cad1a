import type { ListKind } from "./columns";
import type { Delimiter } from "./reading";

const candidates = ["\t", ";", ",", "|"] as const;
/** A spreadsheet's own first line, which names the delimiter. */
const separatorLine = /^"?sep=([;,|\t])"?\s*$/i;

/**
 * Finds out what stands between the cells from the first lines of a text: the candidate that a
 * header or (nearly) every line has equally often. Empty when a line is one cell.
 */
export function findDelimiter(lines: readonly string[], list: ListKind): Delimiter {
  const named = separatorLine.exec(lines[0] ?? "")?.[1];
  if (named) return named as Delimiter;
  const filled = lines.filter((line) => line.trim() !== "");
  const first = filled[0];
  if (first === undefined) return "";
  const byHeader = candidates.find(
    (candidate) => cells(first, candidate).length > 1 && namesList(cells(first, candidate), list),
  );
  return byHeader ?? candidates.find((candidate) => dividesEvenly(filled, candidate)) ?? "";
}

/** Whether a row is the line that names the delimiter, which is no row of the list. */
export function isSeparatorRow(cells: readonly string[]): boolean {
  return /^sep=.?$/i.test(cells[0] ?? "") && cells.slice(1).every((cell) => cell === "");
}

function namesList(header: readonly string[], list: ListKind): boolean {
  return header.some((name) => list.namesColumn(name.replaceAll('"', "")));
}

function dividesEvenly(lines: readonly string[], delimiter: string): boolean {
  const counts = lines.map((line) => cells(line, delimiter).length);
  const usual = counts[0] ?? 0;
  return usual > 1 && counts.filter((count) => count === usual).length >= counts.length * 0.9;
}

/** The cells of a line, quotes kept: a delimiter inside quotes divides nothing. */
function cells(line: string, delimiter: string): string[] {
  return line
    .split('"')
    .map((part, place) => (place % 2 ? part.replaceAll(delimiter, " ") : part))
    .join('"')
    .split(delimiter);
}
