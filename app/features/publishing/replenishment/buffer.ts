import { z } from "zod";
import { failure, type Result, success } from "../../../core/result";
import {
  guessChance,
  mostLiveCodes,
  type Pattern,
  shortestLength,
  triesPerGuess,
} from "../generator/pattern";

const most = 1_000_000;

/** How many codes a dynamic pool keeps ready. */
export const bufferSchema = z
  .strictObject({
    /** A replenishment makes codes up to this number. */
    target: z
      .int("Use a whole number.")
      .min(1, "Keep at least one code ready.")
      .max(most, `Keep at most ${most.toLocaleString("en-US")} codes ready.`),
    /** A replenishment begins when fewer are available. */
    floor: z.int("Use a whole number.").min(1, "Refill at one code or more."),
  })
  .refine(({ target, floor }) => floor <= target, {
    path: ["floor"],
    message: "Refill at no more than the number of codes that are kept ready.",
  });

/** How many codes a pool makes in all; empty: no limit. */
export const codeLimitSchema = z
  .string()
  .trim()
  .transform((text) => (text === "" ? null : Number(text)))
  .pipe(
    z
      .int("Use a whole number.")
      .min(1, "Use a number from 1 up, or leave this empty.")
      .max(20_000_000, "A store can have at most 20,000,000 codes.")
      .nullable(),
  );

export type Buffer = z.infer<typeof bufferSchema>;

export const defaultBuffer: Buffer = { target: 1_000, floor: 500 };

/** Somebody who tries codes would find one too soon. */
export type PatternGuessable = {
  kind: "pattern_guessable";
  /** How likely one try finds a code, at the planned number of codes. */
  chance: number;
  plannedCodes: number;
  mostCodes: number;
  shortestLength: number;
  message: string;
};

/**
 * Refuses a pattern that would be guessable with the codes that work already and a full buffer.
 * `alive`: codes of the pool that somebody has and may use; `available`: those that wait.
 */
export function checkPattern(
  pattern: Pattern,
  { target }: Buffer,
  { alive, available }: { alive: number; available: number },
): Result<null, PatternGuessable> {
  const plannedCodes = alive + Math.max(target, available);
  const chance = guessChance(pattern, plannedCodes);
  if (chance <= 1 / triesPerGuess) return success(null);
  const length = shortestLength(pattern, plannedCodes);
  return failure({
    kind: "pattern_guessable",
    chance,
    plannedCodes,
    mostCodes: mostLiveCodes(pattern),
    shortestLength: length,
    message: `With ${plannedCodes.toLocaleString("en-US")} codes, these are too easy to guess. Use ${length} random characters or more.`,
  });
}
