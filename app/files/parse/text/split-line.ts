/**
 * The cells of one line of text, as CSV has them: a delimiter inside quotation marks divides nothing,
 * and two quotation marks inside a quoted cell are one. A quotation mark elsewhere is a character.
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

/** The quoted cell that starts here and where it ends; undefined when the quotation mark is a character. */
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
