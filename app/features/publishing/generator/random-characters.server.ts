import { randomBytes } from "node:crypto";

/** Random bytes per system call: enough for many codes. */
const bytesPerDraw = 65_536;

/**
 * Returns `count` independent, uniformly distributed characters of the alphabet (ASCII, 2–256
 * characters). Bytes past the last full multiple of the alphabet's length are discarded, because
 * they would skew the distribution.
 */
export function randomCharacters(alphabet: string, count: number): Buffer {
  const letters = Buffer.from(alphabet, "latin1");
  const limit = 256 - (256 % letters.length);
  const drawn = Buffer.allocUnsafe(count);
  for (let filled = 0; filled < count; ) {
    const bytes = randomBytes(Math.min(bytesPerDraw, Math.ceil((count - filled) * 1.25) + 16));
    for (let at = 0; at < bytes.length && filled < count; at += 1) {
      const byte = bytes[at] as number;
      if (byte < limit) drawn[filled++] = letters[byte % letters.length] as number;
    }
  }
  return drawn;
}
