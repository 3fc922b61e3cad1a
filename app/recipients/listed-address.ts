/** What is kept of a cell: the longest address is shorter. */
const longestCell = 300;

const namedAddress = /<([^<>]*)>$/;

/**
 * The address in a cell, not checked yet. Kind to what mail programs give: `Ada Lovelace
 * <ada@example.com>` and a comma or semicolon at the end.
 */
export function listedAddress(cell: string): string {
  // Shopify's customer export writes ids as '7000000000001, so that spreadsheets leave them as they are.
  let text = cell.trim().replace(/^'/, "");
  if (text.endsWith(",") || text.endsWith(";")) text = text.replace(/[,;\s]+$/, "");
  if (text.endsWith(">")) text = (namedAddress.exec(text)?.[1] ?? text).trim();
  return text.length > longestCell ? text.slice(0, longestCell) : text;
}
