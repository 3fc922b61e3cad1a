/**
 * A pasted list with one recipient on each line: mail programs put several on one, with commas or
 * semicolons between them.
 */
export function onePerLine(text: string): string {
  return text
    .split("\n")
    .map((line) => (severalAddresses.test(line) ? line.replace(/[,;]\s*/g, "\n") : line))
    .join("\n");
}

const severalAddresses = /@[^@]*[,;][^@]*@/;
