import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import type { Transaction } from "./database.server";

/** Rows per chunk: a few hundred kilobytes. */
const linesPerPiece = 2_000;

/**
 * Inserts rows with COPY. `target` is a table with its columns. `lineOf` returns the row at an
 * index: its cells, escaped by `copyText` and the like, separated by tabs.
 */
export async function copyRows(
  { client }: Transaction,
  target: string,
  count: number,
  lineOf: (place: number) => string,
): Promise<void> {
  if (count === 0) return;
  function* pieces() {
    for (let at = 0; at < count; at += linesPerPiece) {
      let text = "";
      for (let place = at; place < Math.min(count, at + linesPerPiece); place += 1) {
        text += `${lineOf(place)}\n`;
      }
      yield Buffer.from(text);
    }
  }
  await pipeline(pieces, client.query(copyFrom(`COPY ${target} FROM STDIN`)));
}

const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** Escapes a text for COPY. */
export function copyText(text: string | null): string {
  if (text === null) return "\\N";
  return special.test(text)
    ? text.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character)
    : text;
}

export function copyMoment(date: Date | null): string {
  return date ? date.toISOString() : "\\N";
}

export function copyBytes(bytes: Buffer | null): string {
  return bytes ? `\\\\x${bytes.toString("hex")}` : "\\N";
}
