import { failure, type Result, success } from "../../core/result";

/** Why a text isn't a valid code, as a sentence for the merchant. */
export type CodeProblem = { kind: "code_invalid"; message: string };

/** In UTF-16 units, as Shopify counts: a letter with an accent may be two. */
const maxCodeLength = 255;

// Spaces and invisible characters at the ends come from copying and are never part of a code.
const edges = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;
const plain = /^[!-~]{1,255}$/;
// Every character without a visible shape, except the ordinary space.
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
/** Decoders replace invalid bytes with this character, so the original code is lost. */
const lost = "\uFFFD";
const picture = /\uFE0F|\p{Extended_Pictographic}|\p{Emoji_Modifier}/u;
const joiner = "\u200D";
const lineBreak = /[\n\r\u2028\u2029\u0085\v\f]/;

/**
 * Parses a code: trims it and composes it (Unicode NFC). Rejects what no shopper could type: empty
 * text, more than 255 characters, line breaks and invisible characters.
 */
export function readCode(text: string): Result<string, CodeProblem> {
  if (plain.test(text)) return success(text);
  const code = trimCode(text).normalize("NFC");
  const problem = problemOf(code);
  return problem ? failure({ kind: "code_invalid", message: problem }) : success(code);
}

/** Removes surrounding spaces and invisible characters. */
export function trimCode(text: string): string {
  return text.replace(edges, "");
}

function problemOf(code: string): string | undefined {
  if (code === "") return "The code is empty.";
  if (lineBreak.test(code)) return "The code contains a line break.";
  const length = [...code].length;
  if (length > maxCodeLength) {
    return `The code has ${length} characters. Use ${maxCodeLength} or fewer.`;
  }
  const characters = [...code];
  const damaged = characters.indexOf(lost);
  if (damaged >= 0) {
    return `Character ${damaged + 1} of the code couldn’t be read. Save the file as UTF-8 and choose it again.`;
  }
  const place = characters.findIndex((_, at) => isInvisible(characters, at));
  if (place === -1) return undefined;
  return `Character ${place + 1} of the code is invisible. Type the code again.`;
}

/** Whether a character is invisible. A joiner between two emoji is not: it merges them into one. */
function isInvisible(characters: readonly string[], at: number): boolean {
  const character = characters[at] ?? "";
  if (!invisible.test(character)) return false;
  const joins =
    character === joiner &&
    picture.test(characters[at - 1] ?? "") &&
    picture.test(characters[at + 1] ?? "");
  return !joins;
}

/**
 * The key for comparing codes: texts with one key are the same code at checkout. Accepts any text,
 * including searches.
 */
export function codeKey(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  return trimCode(text).normalize("NFC").toLowerCase().normalize("NFC");
}

/** A cell for display in a report: without invisible characters, no longer than a code. */
export function shownText(text: string): string {
  const characters = [...text.trim()];
  const shown = characters.map((character, at) => (isInvisible(characters, at) ? lost : character));
  return shown.length > maxCodeLength
    ? `${shown.slice(0, maxCodeLength).join("")}…`
    : shown.join("");
}
