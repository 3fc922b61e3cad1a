/**
 * Splits one line of CSV into cells. A delimiter inside quotation marks doesn't split, and two
 * quotation marks inside a quoted cell are an escaped one. Anywhere else, a quotation mark is an
 * ordinary character.
 */
export function splitLine(line: string, delimiter: string): string[] {
  if (delimiter === "") return [line];
  if (!line.includes('"')) return line.split(delimiter);
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const quoted = line[at] === '"' ? quotedCell(line, at, delimiter) : undefined;
    const end = quoted?.end ?? nextDelimiter(line, at, delimiter);
    cells.push(quoted?.text ?? line.slice(at, end));
    if (end >= line.length) return cells;
    at = end + delimiter.length;
  }
}

function nextDelimiter(line: string, from: number, delimiter: string): number {
  const at = line.indexOf(delimiter, from);
  return at < 0 ? line.length : at;
}

/**
 * The quoted cell that starts here, and its end. Undefined if the quote is an ordinary character.
 */
function quotedCell(line: string, start: number, delimiter: string) {
  let text = "";
  let at = start + 1;
  for (;;) {
    const quote = line.indexOf('"', at);
    if (quote < 0) return undefined;
    text += line.slice(at, quote);
    if (line[quote + 1] === '"') {
      text += '"';
      at = quote + 2;
    } else if (quote + 1 === line.length || line.startsWith(delimiter, quote + 1)) {
      return { text, end: quote + 1 };
    } else return undefined;
  }
}
