import { z } from "zod";
import { codeKey } from "../../codes/code-text";

/** Excludes vowels, which spell words, and look-alikes: 0 and O, 1 and I and L. */
const defaultAlphabet = "BCDFGHJKLMNPQRSTVWXZ23456789";

/** Letters, digits and printable ASCII. Accented letters only in composed form. */
const visible = /^[\p{L}\p{N}!-~]*$/u;
const maxFixedPartLength = 60;
/** Goes between groups of random characters. */
export const groupSeparator = "-";

const fixedPart = z
  .string()
  .transform((text) => text.trim().normalize("NFC"))
  .pipe(
    z
      .string()
      .max(maxFixedPartLength, `Use ${maxFixedPartLength} characters or fewer.`)
      .regex(visible, "Use letters, digits and signs, without spaces."),
  );

const alphabet = z
  .string()
  .transform((text) => text.replace(/\s/g, "").toUpperCase())
  .pipe(
    z
      .string()
      .min(2, "Use at least two different characters.")
      .regex(/^[A-Z0-9]*$/, "Use letters A–Z and digits. Codes aren’t case sensitive.")
      .refine((text) => new Set(text).size === text.length, "Use each character once."),
  );

/** The format of generated codes: prefix, random characters in groups, suffix. */
export const patternSchema = z
  .strictObject({
    prefix: fixedPart,
    /** Random characters, without the separators. */
    length: z
      .int("Use a whole number.")
      .min(4, "Use at least 4 random characters.")
      .max(40, "Use at most 40 random characters."),
    /** Random characters per group; null: no groups. */
    groupSize: z
      .int("Use a whole number.")
      .min(1, "A group has at least one character.")
      .max(40, "A group has at most 40 characters.")
      .nullable(),
    suffix: fixedPart,
    alphabet,
  })
  .refine(
    ({ prefix, suffix }) => codeKey(`${prefix}A${suffix}`) === keyAround(prefix, "a", suffix),
    {
      path: ["suffix"],
      message: "These letters change depending on the letters before them. Use others.",
    },
  );

/** The prefix and suffix keep their case. The alphabet is uppercase without repeats. */
export type Pattern = z.infer<typeof patternSchema>;

export const defaultPattern: Pattern = {
  prefix: "",
  length: 10,
  groupSize: null,
  suffix: "",
  alphabet: defaultAlphabet,
};

/** How many different codes match the pattern. */
export function capacity({ alphabet, length }: Pattern): number {
  return alphabet.length ** length;
}

/** At most one guess in this many may hit a working code. */
export const triesPerGuess = 10_000_000;

/**
 * Chance that one guess hits one of `liveCodes` working codes: 0…1, or more when they exceed the
 * capacity.
 */
export function guessChance(pattern: Pattern, liveCodes: number): number {
  return liveCodes / capacity(pattern);
}

/** How many codes of the pattern can work at the same time before they're too easy to guess. */
export function maxLiveCodes(pattern: Pattern): number {
  return Math.floor(capacity(pattern) / triesPerGuess);
}

/** The fewest random characters that keep `liveCodes` working codes hard to guess. */
export function minRandomLength({ alphabet }: Pattern, liveCodes: number): number {
  const needed = Math.max(1, liveCodes) * triesPerGuess;
  const length = Math.ceil(Math.log(needed) / Math.log(alphabet.length));
  // Logarithms are inexact, so compare the powers.
  return alphabet.length ** (length - 1) >= needed ? length - 1 : length;
}

/** Builds a code from its random characters. */
export function codeOf({ prefix, suffix, groupSize }: Pattern, random: string): string {
  if (groupSize === null) return prefix + random + suffix;
  const groups = random.match(new RegExp(`.{1,${groupSize}}`, "g")) ?? [];
  return prefix + groups.join(groupSeparator) + suffix;
}

/**
 * A fixed example for the pattern, shown while the merchant types. It isn't random, so it can't be
 * mistaken for a working code.
 */
export function exampleCode(pattern: Pattern): string {
  const { alphabet, length } = pattern;
  let random = "";
  // Jump around the alphabet so the example looks random.
  for (let place = 0; place < length; place += 1) {
    random += alphabet[(place * 11 + 7 + Math.floor(place / 3)) % alphabet.length];
  }
  return codeOf(pattern, random);
}

function keyAround(prefix: string, random: string, suffix: string): string {
  return (prefix && codeKey(prefix)) + random + (suffix && codeKey(suffix));
}
