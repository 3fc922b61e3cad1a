/** What is kept of a cell: the longest address is shorter. */
const longestCell = 300;

/** An address with nothing around it. */
export const plainAddress = /^[\w.+-]+@[\w.-]*\w$/;
const namedAddress = /<([^<>]*)>[\s,;.]*$/;
// What surrounds an address in mail programs, links and spreadsheets.
const before = /^[\s'"`‘’“”„«»(<[]+/u;
const after = /[\s'"`‘’“”„«»)>\],;.:]+$/u;
const link = /^mailto:([^?]*).*$/i;
const recipient = /@|^\d+$/;

/**
 * The address or customer id in a cell, not checked yet. Kind to what mail programs, links and
 * spreadsheets give: `Ada Lovelace <ada@example.com>`, `mailto:ada@example.com`, `'7001`, quotes and a
 * dot or comma at the end. A cell with neither is left as it is.
 */
export function listedAddress(cell: string): string {
  if (plainAddress.test(cell)) return cell;
  const text = cell.trim();
  const stripped = strip(strip(namedAddress.exec(text)?.[1] ?? text).replace(link, "$1"));
  const kept = recipient.test(stripped) ? stripped : text;
  return kept.length > longestCell ? kept.slice(0, longestCell) : kept;
}

function strip(text: string): string {
  return text.replace(before, "").replace(after, "");
}
