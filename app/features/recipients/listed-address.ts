/** Cells are cut to this length. No valid address is longer. */
const maxCellLength = 300;

/** A bare address. */
export const plainAddress = /^[\w.+-]+@[\w.-]*\w$/;
const namedAddress = /<([^<>]*)>[\s,;.]*$/;
// Characters that surround addresses in mail programs, links and spreadsheets.
const before = /^[\s'"`‘’“”„«»(<[]+/u;
const after = /[\s'"`‘’“”„«»)>\],;.:]+$/u;
const link = /^mailto:([^?]*).*$/i;
const recipient = /@|^\d+$/;

/**
 * Extracts the address or customer ID from a cell, unvalidated. Accepts formats of mail programs,
 * links and spreadsheets: `Ada Lovelace <ada@example.com>`, `mailto:ada@example.com`, `'7001`,
 * quotes and trailing punctuation. Returns other cells unchanged.
 */
export function listedAddress(cell: string): string {
  if (plainAddress.test(cell)) return cell;
  const text = cell.trim();
  const stripped = strip(strip(namedAddress.exec(text)?.[1] ?? text).replace(link, "$1"));
  const address = recipient.test(stripped) ? stripped : text;
  return address.length > maxCellLength ? address.slice(0, maxCellLength) : address;
}

function strip(text: string): string {
  return text.replace(before, "").replace(after, "");
}
