// `1.23E+10`, `1,23E+10`: what a spreadsheet shows of a long number.
const scientific = /^[+-]?\d([.,]\d+)?E\+\d{1,3}$/i;
// `25-Dec`, `Dec-25`, `25. Dez`: what a spreadsheet makes of DEC25 and 12-25. Only in its own letters:
// `DEC-25` is what a person types.
const shortDate = /^(\d{1,2}[-. ] ?(\p{Lu}\p{Ll}{2,3})\.?|(\p{Lu}\p{Ll}{2,3})[- ]\d{2})$/u;
const month =
  /^(Jan|Feb|Mar|Mrz|Apr|May|Mai|Jun|Jul|Aug|Sep|Sept|Oct|Okt|Nov|Dec|Dez|Ene|Abr|Ago|Dic|Févr|Avr|Juin|Juil|Août|Déc|Gen|Mag|Giu|Lug|Set|Ott|Mei|Mrt)$/;
const fullDate = /^(\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2})?|\d{1,2}[/.]\d{1,2}[/.]\d{4})$/;

/** Why a code is not what it was before a spreadsheet had it: a sentence; undefined when it may be right. */
export function damagedCode(text: string): string | undefined {
  if (scientific.test(text)) return changed(`the number ${text}`);
  const [, , dayMonth, monthYear] = shortDate.exec(text) ?? [];
  if (month.test(dayMonth ?? monthYear ?? "")) return changed(`the date ${text}`);
  return fullDate.test(text) ? changed(`the date ${text.slice(0, 10)}`) : undefined;
}

function changed(into: string): string {
  return `A spreadsheet changed this code to ${into}. Format the column as text there and enter the codes again.`;
}
