import type { InvalidInput } from "../../../core/failures";
import { failure, type Result, success } from "../../../core/result";
import type { Pattern } from "../generator/pattern";
import { sealAlphabet, sealLength } from "./seal";

/** Random characters that a sealed code needs at least, beside the seal. */
const minRandomLength = 5;
const shortest = minRandomLength + sealLength;

/** Random characters and group of a code that is lengthened for its seal. */
const lengthened = { length: 16, groupSize: 4 };

/**
 * The pattern for sealed codes: of the standard characters, and 16 of them in groups of four if they
 * are fewer than 15. A merchant's own groups stay. Fails when the prefix or suffix has letters that
 * the checkout can't compare, so the merchant changes it first.
 */
export function sealablePattern(pattern: Pattern): Result<Pattern, InvalidInput> {
  const { length, groupSize } = pattern;
  const fits = length >= shortest;
  const sealed = {
    ...pattern,
    alphabet: sealAlphabet,
    length: fits ? length : lengthened.length,
    groupSize: fits ? groupSize : (groupSize ?? lengthened.groupSize),
  };
  const refused = rejectUnsealable(sealed);
  return refused ? failure(refused) : success(sealed);
}

/** Why codes of the pattern can't be sealed; undefined if they can. */
export function rejectUnsealable(pattern: Pattern): InvalidInput | undefined {
  const reject = (message: string): InvalidInput => ({
    kind: "invalid_input",
    field: "pattern",
    message,
  });
  if (!isAscii(pattern.prefix + pattern.suffix))
    return reject(
      "Codes that are checked at checkout need a prefix and suffix of letters A–Z, digits and signs, without accents.",
    );
  if (pattern.length < shortest)
    return reject(
      `Codes that are checked at checkout need ${shortest} random characters or more, because they carry a seal.`,
    );
  if (!sameCharacters(pattern.alphabet, sealAlphabet))
    return reject(
      `Codes that are checked at checkout are made of these characters: ${sealAlphabet}.`,
    );
  return undefined;
}

function isAscii(text: string): boolean {
  return /^[!-~]*$/.test(text);
}

function sameCharacters(a: string, b: string): boolean {
  return a.length === b.length && [...a].every((character) => b.includes(character));
}
