import { codeLikeness } from "../../../../../files/parse/columns/code-shape";

const dividers = ["\t", ";", ","];

/**
 * Pasted codes, one per line. Splits a row of a spreadsheet, or codes separated by commas or
 * semicolons. Several lines are split only if every part looks like a code, because other lists have
 * columns.
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

/** Certainly a code, not an amount, number or word from another column. */
function isCode(part: string): boolean {
  return codeLikeness([part]) === 1 && /\p{L}/u.test(part);
}
