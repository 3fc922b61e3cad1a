/** What a spreadsheet may take for the beginning of a formula. */
const formula = /^[=+\-@\t\r\n]/;

/**
 * A text that a spreadsheet shows instead of calculating: an apostrophe in front makes it a text.
 * Codes and addresses come from outside, and a merchant opens the file in Excel.
 */
export function harmlessCell(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}
