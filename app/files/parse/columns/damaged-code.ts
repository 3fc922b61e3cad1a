// How a spreadsheet shows a long number: `1.23E+10`, `1,23E+10`.
const scientific = /^[+-]?\d([.,]\d+)?E\+\d{1,3}$/i;
// What a spreadsheet turns DEC25 and 12-25 into: `25-Dec`, `Dec-25`, `25. Dez`. The case matters,
// because people type `DEC-25`.
const shortDate = /^(\d{1,2}[-. ] ?(\p{Lu}\p{Ll}{2,3})\.?|(\p{Lu}\p{Ll}{2,3})[- ]\d{2})$/u;
const month =
  /^(Jan|Feb|Mar|Mrz|Apr|May|Mai|Jun|Jul|Aug|Sep|Sept|Oct|Okt|Nov|Dec|Dez|Ene|Abr|Ago|Dic|Févr|Avr|Juin|Juil|Août|Déc|Gen|Mag|Giu|Lug|Set|Ott|Mei|Mrt)$/;
const fullDate = /^(\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2})?|\d{1,2}[/.]\d{1,2}[/.]\d{4})$/;

/**
 * How a spreadsheet changed a code: a sentence for the merchant, or undefined if it may be intact.
 */
export function damagedCode(text: string): string | undefined {
  if (scientific.test(text)) return changed(`the number ${text}`);
  const [, , dayMonth, monthYear] = shortDate.exec(text) ?? [];
  if (month.test(dayMonth ?? monthYear ?? "")) return changed(`the date ${text}`);
  return fullDate.test(text) ? changed(`the date ${text.slice(0, 10)}`) : undefined;
}

function changed(into: string): string {
  return `A spreadsheet changed this code to ${into}. Format the column as text there and enter the codes again.`;
}
