import { z } from "zod";
import { codeKey } from "../../codes/code-text";

/** Without vowels, which spell words, and without what looks alike: 0 and O, 1 and I and L. */
const defaultAlphabet = "BCDFGHJKLMNPQRSTVWXZ23456789";

/** Letters, digits and printable signs; accents only as one character with their letter. */
const visible = /^[\p{L}\p{N}!-~]*$/u;
const longestFixedPart = 60;
/** What stands between groups. */
export const groupSeparator = "-";

const fixedPart = z
  .string()
  .transform((text) => text.trim().normalize("NFC"))
  .pipe(
    z
      .string()
      .max(longestFixedPart, `Use at most ${longestFixedPart} characters.`)
      .regex(visible, "Use letters, digits and signs, without spaces."),
  );

const alphabet = z
  .string()
  .transform((text) => text.replace(/\s/g, "").toUpperCase())
  .pipe(
    z
      .string()
      .min(2, "Use at least two different characters.")
      .regex(/^[A-Z0-9]*$/, "Use letters A–Z and digits. Shoppers need not care for upper case.")
      .refine((text) => new Set(text).size === text.length, "Use each character once."),
  );

/** How made codes look: prefix, random characters in groups, suffix. */
export const patternSchema = z
  .strictObject({
    prefix: fixedPart,
    /** Random characters, without the separators. */
    length: z
      .int("Use a whole number.")
      .min(4, "Use at least 4 random characters.")
      .max(40, "Use at most 40 random characters."),
    /** Random characters between two separators; null: all of them stand together. */
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
    { path: ["suffix"], message: "These letters change with what stands before them. Use others." },
  );

/** Letters of any case; the alphabet's are upper case and each stands in it once. */
export type Pattern = z.infer<typeof patternSchema>;

export const defaultPattern: Pattern = {
  prefix: "",
  length: 10,
  groupSize: null,
  suffix: "",
  alphabet: defaultAlphabet,
};

/** How many different codes the pattern has. */
export function capacity({ alphabet, length }: Pattern): number {
  return alphabet.length ** length;
}

/** One try in so many may find a code that works. */
export const triesPerGuess = 10_000_000;

/** How likely one try finds one of so many codes that work: 0…1. */
export function guessChance(pattern: Pattern, liveCodes: number): number {
  return liveCodes / capacity(pattern);
}

/** How many codes of the pattern may work at a time before they are too easy to guess. */
export function mostLiveCodes(pattern: Pattern): number {
  return Math.floor(capacity(pattern) / triesPerGuess);
}

/** The fewest random characters with which so many codes of the alphabet may work at a time. */
export function shortestLength({ alphabet }: Pattern, liveCodes: number): number {
  const needed = Math.max(1, liveCodes) * triesPerGuess;
  const length = Math.ceil(Math.log(needed) / Math.log(alphabet.length));
  // Logarithms are not exact: the powers themselves decide.
  return alphabet.length ** (length - 1) >= needed ? length - 1 : length;
}

/** A code of the pattern from its random characters. */
export function codeOf({ prefix, suffix, groupSize }: Pattern, random: string): string {
  if (groupSize === null) return prefix + random + suffix;
  const groups = random.match(new RegExp(`.{1,${groupSize}}`, "g")) ?? [];
  return prefix + groups.join(groupSeparator) + suffix;
}

/**
 * An example of the pattern, always the same for the same pattern: it is shown while somebody types,
 * and must not look like a code that works.
 */
export function exampleCode(pattern: Pattern): string {
  const { alphabet, length } = pattern;
  let random = "";
  // Steps through the alphabet, not letter by letter: the example should look like chance.
  for (let place = 0; place < length; place += 1) {
    random += alphabet[(place * 11 + 7 + Math.floor(place / 3)) % alphabet.length];
  }
  return codeOf(pattern, random);
}

function keyAround(prefix: string, random: string, suffix: string): string {
  return (prefix && codeKey(prefix)) + random + (suffix && codeKey(suffix));
}
