import { failure, type Result, success } from "../../core/result";

/** Why a text is no code: a sentence for the merchant. */
export type CodeProblem = { kind: "code_invalid"; message: string };

/** Characters, as Shopify counts them: a letter with an accent may be two. */
const longestCode = 255;

// Spaces and invisible characters at the ends come with copied lists and are never meant.
const edges = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;
const plain = /^[!-~]{1,255}$/;
// Everything that has no shape of its own, but the ordinary space.
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
/** What decoders put where bytes are no text: the code was lost on its way. */
const lost = "\uFFFD";
const picture = /\uFE0F|\p{Extended_Pictographic}|\p{Emoji_Modifier}/u;
const joiner = "\u200D";
const lineBreak = /[\n\r\u2028\u2029\u0085\v\f]/;

/**
 * Reads a code as somebody wrote it: without spaces around it, in Unicode's composed form. Refuses
 * what no shopper could type: nothing, more than 255 characters, a line break, an invisible character.
 */
export function readCode(text: string): Result<string, CodeProblem> {
  if (plain.test(text)) return success(text);
  const code = trimCode(text).normalize("NFC");
  const problem = problemOf(code);
  return problem ? failure({ kind: "code_invalid", message: problem }) : success(code);
}

/** The text without the spaces and invisible characters around it, which are no part of a code. */
export function trimCode(text: string): string {
  return text.replace(edges, "");
}

function problemOf(code: string): string | undefined {
  if (code === "") return "The code is empty.";
  if (lineBreak.test(code)) return "The code has a line break in it.";
  const length = [...code].length;
  if (length > longestCode) {
    return `The code has ${length} characters. A code has at most ${longestCode}.`;
  }
  const characters = [...code];
  const damaged = characters.indexOf(lost);
  if (damaged >= 0) {
    return `Character ${damaged + 1} of the code couldn’t be read. Save the file as UTF-8 and choose it again.`;
  }
  const place = characters.findIndex((_, at) => isInvisible(characters, at));
  if (place === -1) return undefined;
  return `Character ${place + 1} of the code cannot be seen. Type the code again.`;
}

/** Whether a character has no shape of its own. Between two pictures a joiner has one: it makes them one. */
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
 * The code as it is compared: two texts of one key are the same code for a shopper. Takes any text,
 * so that a search can use it.
 */
export function codeKey(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  return trimCode(text).normalize("NFC").toLowerCase().normalize("NFC");
}

/** A text of a file as a report shows it: nothing invisible, at most as long as a code. */
export function shownText(text: string): string {
  const characters = [...text.trim()];
  const shown = characters.map((character, at) => (isInvisible(characters, at) ? lost : character));
  return shown.length > longestCode ? `${shown.slice(0, longestCode).join("")}…` : shown.join("");
}
