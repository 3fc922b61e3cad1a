import { isUtf8 } from "node:buffer";
import type { ByteSource } from "../byte-source";
import { utf16Order } from "../file-kind";
import type { Encoding } from "../parse-options";

export interface TextFacts {
  encoding: Encoding;
  /** Approximate number of nonblank lines. */
  lines: number;
  /** Whether there are NUL bytes although the encoding has none, so the file isn't text. */
  binary: boolean;
}

const lineFeed = 10;
const carriageReturn = 13;

/** Reads a whole text once to detect its encoding and count its lines. */
export async function inspectText(source: ByteSource): Promise<TextFacts> {
  const utf8 = new Utf8Check();
  let utf16: Encoding | undefined;
  let last = lineFeed;
  let lines = 0;
  let binary = false;
  let start = true;
  for await (const part of source.read(0, source.size)) {
    if (start) utf16 = utf16Order(part);
    start = false;
    utf8.add(part);
    binary ||= !utf16 && part.includes(0);
    ({ last, lines } = countLines(part, last, lines));
  }
  if (last !== lineFeed && last !== carriageReturn) lines += 1;
  return { encoding: utf16 ?? (utf8.valid() ? "utf-8" : "windows-1252"), lines, binary };
}

/**
 * Counts nonblank lines. For UTF-16 the count is approximate: the NUL next to a line break hides
 * blank lines, and half of a character may look like a line break.
 */
function countLines(part: Uint8Array, lastByte: number, linesSoFar: number) {
  let last = lastByte;
  let lines = linesSoFar;
  for (const byte of part) {
    const ends = byte === lineFeed || byte === carriageReturn;
    if (ends && last !== lineFeed && last !== carriageReturn) lines += 1;
    if (byte !== 0) last = byte;
  }
  return { last, lines };
}

/** Checks whether a stream of bytes is UTF-8. A character may be split between two pieces. */
class Utf8Check {
  #valid = true;
  #rest: Uint8Array = new Uint8Array();

  add(part: Uint8Array): void {
    if (!this.#valid) return;
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, part]) : part;
    const whole = bytes.length - unfinished(bytes);
    this.#valid = isUtf8(bytes.subarray(0, whole));
    this.#rest = bytes.slice(whole);
  }

  valid(): boolean {
    return this.#valid && this.#rest.length === 0;
  }
}

/** Number of bytes at the end that begin an incomplete character. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
    if (byte < 0x80) return 0;
  }
  return 0;
}
