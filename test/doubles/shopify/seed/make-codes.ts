import type { Random } from "./random";

// Without look-alike letters and digits.
const ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const LENGTH = 6;

export function makeCodes(prefix: string, total: number, random: Random): string[] {
  const codes = new Set<string>();
  while (codes.size < total) {
    const letters = Array.from({ length: LENGTH }, () =>
      ALPHABET.charAt(random.between(0, ALPHABET.length - 1)),
    );
    codes.add(`${prefix}-${letters.join("")}`);
  }
  return [...codes];
}
