/** What is kept of a cell: the longest address is shorter. */
const longestCell = 300;

const namedAddress = /<([^<>]*)>$/;

/**
 * The address in a cell, not checked yet. Kind to what mail programs give: `Ada Lovelace
 * <ada@example.com>` and a comma or semicolon at the end.
 */
export function listedAddress(cell: string): string {
  let text = cell.trim();
  if (text.endsWith(",") || text.endsWith(";")) text = text.replace(/[,;\s]+$/, "");
  if (text.endsWith(">")) text = (namedAddress.exec(text)?.[1] ?? text).trim();
  return text.length > longestCell ? text.slice(0, longestCell) : text;
}
