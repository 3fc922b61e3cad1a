import { codeLikeness } from "../../../../../files/parse/columns/code-shape";

const dividers = ["\t", ";", ","];

/**
 * Pasted codes with one on each line: a row of a spreadsheet, or codes with commas or semicolons
 * between them, come on one line. Several lines are cut only where every part is like a code, because
 * other lists have columns.
 */
export function codesOnePerLine(text: string): string {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "");
  const divider = dividers.find((sign) => lines.every((line) => line.includes(sign)));
  if (divider === undefined) return text;
  const rows = lines.map((line) => line.split(divider).map((part) => part.trim()));
  const parts = rows.flat().filter((part) => part !== "");
  const oneLine = rows.length === 1 && !text.includes('"');
  return oneLine || parts.every(isCode) ? parts.join("\n") : text;
}

/** Surely a code, and no amount, number or word of another column. */
function isCode(part: string): boolean {
  return codeLikeness([part]) === 1 && /\p{L}/u.test(part);
}
