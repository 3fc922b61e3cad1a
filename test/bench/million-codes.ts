import { createHash } from "node:crypto";

/** How many codes the file has. */
export const codeCount = Number(process.env["BENCH_CODES"] ?? 1_000_000);
const codesPerPiece = 5_000;

/** A code that looks made up: the same for the same place. */
function codeAt(place: number, name: string): string {
  const random = createHash("sha1").update(`${name}${place}`).digest("hex");
  return `SPRING-${random.slice(0, 10).toUpperCase()}${place}`;
}

/** The codes as lines, in pieces of some tens of kilobytes; nothing is kept. */
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
