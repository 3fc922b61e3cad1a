import { z } from "zod";
import { damagedCode } from "./damaged-code";
import { certainStrength, readHeading } from "./headings";

/**
 * What a list's codes have in common, learned from its first rows. "Usual" is one in ten or more.
 */
export const codeProfileSchema = z.strictObject({
  /** Whether spaces inside codes are usual. */
  spaces: z.boolean(),
  /** Whether quotation marks, brackets, commas and the like are usual. */
  punctuation: z.boolean(),
  /** Whether (nearly) every code has a digit. */
  digits: z.boolean(),
  /** Whether most codes have a letter, which makes a plain number suspicious. */
  letters: z.boolean(),
  /** Whether codes without letters, of a length no other code has, are usual. */
  numbers: z.boolean(),
  /** Whether words without digits, in a different case than the codes, are usual. */
  words: z.boolean(),
  /** Whether lowercase letters are usual. */
  lower: z.boolean(),
  /** Whether most rows have more cells than the header row. */
  wide: z.boolean(),
  /**
   * Length of the shortest and the longest code, in characters. If most codes mix letters and
   * digits, only those count.
   */
  shortest: z.number().int(),
  longest: z.number().int(),
});
export type CodeProfile = z.infer<typeof codeProfileSchema>;

/** Matches most codes of most lists. Codes like these need no closer look. */
const ordinary = /^[A-Za-z0-9_-]*\d[A-Za-z0-9_-]*$/;
const space = /\s/;
const punctuation = /["<>{}[\];,|=`\\]/;
const digit = /\p{N}/u;
const letter = /\p{L}/u;
const lowerCase = /\p{Ll}/u;
/** A letter, digit, symbol or emoji. Text with none of them is punctuation. */
const substance = /[\p{L}\p{N}\p{Emoji_Presentation}\p{So}\p{Sc}]/u;
const markup = /^<\/?[a-z!?]/i;
const json = /^[[{]\s*["{[]|^"[^"]*"\s*:/;
const address = /:\/\/|\S@\S+\.\S/;
const placeholder =
  /^(n\/?a|null|nil|none|nan|undefined|tbd|tba|empty|sum|required|optional|mandatory|end of (file|list|report)|#(n\/a|ref!|value!|name\?|div\/0!|num!|null!|spill!|calc!|getting_data))[.:]?$/i;
const total = /^(grand |sub ?)?totals?(\s*[:=].*|\s+(of\s+)?\d.*)?$/i;

/** Below this share, rows that differ are suspicious. From it on, they are normal for this list. */
const usualShare = 0.1;

/**
 * What the codes of a sample have in common, except `wide`. Undefined for a sample without codes.
 */
export function profileOf(codes: readonly string[]): Omit<CodeProfile, "wide"> | undefined {
  const filled = codes
    .map((code) => code.trim())
    .filter((code) => code !== "" && !isJunk(code) && !isSureHeading(code));
  if (filled.length === 0) return undefined;
  const share = (test: (code: string) => boolean) => filled.filter(test).length / filled.length;
  const spaces = share((code) => space.test(code)) >= usualShare;
  const typical = filled.filter((code) => spaces || !space.test(code));
  const letters = share((code) => letter.test(code)) > 0.5;
  const core = coreOf(typical);
  const lengths = core.map((code) => code.length);
  const learned = {
    letters,
    lower: core.filter((code) => lowerCase.test(code)).length >= core.length * usualShare,
    shortest: Math.min(...lengths, maxLearnedLength),
    longest: Math.max(...lengths, 0),
  };
  return {
    ...learned,
    spaces,
    punctuation: share((code) => punctuation.test(code)) >= usualShare,
    digits:
      typical.filter((code) => !digit.test(code)).length <= Math.max(1, typical.length * 0.02),
    numbers: share((code) => isStrayNumber(code, learned)) >= usualShare,
    words: share((code) => isStrayWord(code, learned)) >= usualShare,
  };
}

/**
 * Only the codes that mix letters and digits, if they are at least half. This keeps stray amounts
 * and words out of what is learned.
 */
function coreOf(codes: readonly string[]): readonly string[] {
  const mixed = codes.filter((code) => letter.test(code) && digit.test(code));
  return mixed.length >= codes.length / 2 ? mixed : codes;
}

/** A word in a different case than the codes, such as `Active`. */
function isStrayWord(text: string, { lower }: Pick<CodeProfile, "lower">): boolean {
  return !lower && !digit.test(text) && lowerCase.test(text);
}

/** A number as long as no code, among codes with letters: probably an amount or an order number. */
function isStrayNumber(
  text: string,
  { letters, shortest, longest }: Pick<CodeProfile, "letters" | "shortest" | "longest">,
): boolean {
  return letters && (text.length < shortest || text.length > longest) && !letter.test(text);
}

const maxLearnedLength = 255;

function isJunk(text: string): boolean {
  return notACodeReason(text) !== undefined || damagedCode(text) !== undefined;
}

/**
 * Why a text can't be a code, regardless of the rest of the list: a sentence for the merchant, or
 * undefined if it may be one.
 */
export function notACodeReason(text: string): string | undefined {
  if (ordinary.test(text)) return undefined;
  if (markup.test(text)) return "It’s markup of a web page or XML file, not a code.";
  if (json.test(text)) return "It’s a line of a data file (JSON), not a code.";
  if (address.test(text)) return "It’s an address, not a code.";
  if (text !== "" && !substance.test(text)) return "It has no letters or digits.";
  if (placeholder.test(text) || total.test(text))
    return `“${text}” is a missing value or a total, not a code.`;
  return undefined;
}

/**
 * Why a text doesn't fit in with the other codes of its list: a sentence for the merchant, or
 * undefined if it does. `isNumber` means that the spreadsheet stores the cell as a number rather
 * than as text.
 */
export function unusualReason(
  text: string,
  profile: CodeProfile,
  isNumber: boolean,
): string | undefined {
  if (isNumber && profile.letters) {
    return `Excel keeps this code as the number ${text}, but the others are text. Codes such as 12E3 turn into numbers.`;
  }
  if (!profile.numbers && digit.test(text) && isStrayNumber(text, profile)) {
    return "It’s a number, unlike the other codes.";
  }
  if (ordinary.test(text)) return undefined;
  if (!profile.spaces && space.test(text)) return "It has spaces, unlike the other codes.";
  if (!profile.punctuation && punctuation.test(text)) {
    return "It has quotation marks, brackets or separators, unlike the other codes.";
  }
  if (digit.test(text)) return undefined;
  if (profile.digits && isSureHeading(text)) return "It’s the name of a column, not a code.";
  const otherLength = text.length < profile.shortest || text.length > profile.longest;
  const otherCase = !profile.words && isStrayWord(text, profile);
  return otherCase || (profile.digits && otherLength)
    ? "It’s a word, unlike the other codes."
    : undefined;
}

function isSureHeading(text: string): boolean {
  const heading = readHeading(text);
  return heading?.meaning === "code" && heading.strength >= certainStrength;
}

/**
 * How much the cells of a column look like codes, from 0 to 1: filled in, distinct, without spaces,
 * and not amounts, dates, states, names or addresses.
 */
export function codeLikeness(cells: readonly string[]): number {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  if (filled.length === 0) return 0;
  const sum = filled.reduce((total, cell) => total + likenessOf(cell), 0);
  const distinct = new Set(filled).size / filled.length;
  const repeated = filled.length > 5 && distinct < 0.5 ? distinct : 1;
  return (sum / filled.length) * (filled.length / cells.length) * repeated;
}

const amount = /^[-+]?[$€£¥]?\s?\d{1,5}([.,]\d{1,2})?\s?[%€$£¥]?$/;
const dateLike = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/;
const stateWord =
  /^(true|false|yes|no|active|inactive|expired|enabled|disabled|used|unused|percentage|percent|fixed|fixed_amount|order|product|shipping|draft|publish|trash)$/i;

function likenessOf(cell: string): number {
  if (space.test(cell) || punctuation.test(cell) || notACodeReason(cell)) return 0;
  if (cell.length > 64 || /:\/\/|\S@\S/.test(cell) || dateLike.test(cell)) return 0;
  if (amount.test(cell)) return 0.2;
  if (stateWord.test(cell)) return 0.1;
  if (digit.test(cell)) return 1;
  // `Ada` is more likely a name. `WELCOME` and `take-ten` may be codes.
  if (/^\p{Lu}\p{Ll}+(-\p{Lu}\p{Ll}+)?$/u.test(cell)) return 0.2;
  return /\p{Ll}/u.test(cell) ? 0.6 : 0.9;
}

/**
 * Whether a code has characters that shoppers would mistype because they look like others: `–` for
 * `-`, Cyrillic `А` for `A`.
 */
export function hasLookAlike(code: string): boolean {
  if (/^[ -~]*$/.test(code)) return false;
  if (
    /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D\u2018\u2019\u02BC\u2032\u00B4\u201C\u201D\uFF01-\uFF5E]/.test(
      code,
    )
  )
    return true;
  const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];
  const [latin, ...others] = scripts.map((script) => script.test(code));
  // If every Cyrillic or Greek letter has a Latin twin, the code reads as Latin.
  return (
    others.some(Boolean) &&
    (latin === true ||
      /^[АВЕКМНОРСТУХаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧ\P{L}]+$/u.test(code) ||
      /\d/.test(code))
  );
}
