import { createHash } from "node:crypto";

/** Number of codes in the file. */
export const codeCount = Number(process.env["BENCH_CODES"] ?? 1_000_000);
const codesPerPiece = 5_000;

/** A random-looking but reproducible code. */
function codeAt(place: number, name: string): string {
  const random = createHash("sha1").update(`${name}${place}`).digest("hex");
  return `SPRING-${random.slice(0, 10).toUpperCase()}${place}`;
}

/** Generates lines with codes, in chunks of some tens of kilobytes. */
export function* linesOfCodes(name: string, line: (code: string, place: number) => string) {
  for (let from = 0; from < codeCount; from += codesPerPiece) {
    const to = Math.min(codeCount, from + codesPerPiece);
    let text = "";
    for (let place = from; place < to; place += 1) text += line(codeAt(place, name), place);
    yield Buffer.from(text);
  }
}

/** The codes as a CSV file. */
export async function* csvOfCodes(name: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from("code\n");
  yield* linesOfCodes(name, (code) => `${code}\n`);
}
