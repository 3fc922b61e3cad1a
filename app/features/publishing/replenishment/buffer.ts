import { z } from "zod";
import { number } from "../../../core/format";
import { failure, type Result, success } from "../../../core/result";
import {
  guessChance,
  maxLiveCodes,
  minRandomLength,
  type Pattern,
  triesPerGuess,
} from "../generator/pattern";

const maxTarget = 1_000_000;

/** Stock settings of a dynamic pool. */
export const bufferSchema = z
  .strictObject({
    /** Target stock: replenishing generates codes up to this number. */
    target: z
      .int("Use a whole number.")
      .min(1, "Keep at least one code ready.")
      .max(maxTarget, `Keep at most ${number(maxTarget)} codes ready.`),
    /** Reorder point: replenishing starts below this number. */
    floor: z.int("Use a whole number.").min(1, "Refill at one code or more."),
  })
  .refine(({ target, floor }) => floor <= target, {
    path: ["floor"],
    message: "Refill at or below the number of codes kept ready.",
  });

/** Maximum number of codes a pool generates in total; empty: no limit. */
export const codeLimitSchema = z
  .string()
  .trim()
  .transform((text) => (text === "" ? null : Number(text)))
  .pipe(
    z
      .int("Use a whole number.")
      .min(1, "Enter 1 or more, or leave this empty.")
      .max(20_000_000, "A store can have at most 20,000,000 codes.")
      .nullable(),
  );

export type Buffer = z.infer<typeof bufferSchema>;

export const defaultBuffer: Buffer = { target: 1_000, floor: 500 };

/** Rejection of a pattern whose codes would be too easy to guess. */
export type PatternGuessable = {
  kind: "pattern_guessable";
  /** Chance of one guess at `plannedCodes`. */
  chance: number;
  plannedCodes: number;
  maxCodes: number;
  minRandomLength: number;
  message: string;
};

/**
 * Rejects a pattern that would be guessable with the codes already assigned and a full buffer.
 * `alive`: assigned codes that still work; `available`: codes in stock.
 */
export function checkPattern(
  pattern: Pattern,
  { target }: Buffer,
  { alive, available }: { alive: number; available: number },
): Result<null, PatternGuessable> {
  const plannedCodes = alive + Math.max(target, available);
  const chance = guessChance(pattern, plannedCodes);
  if (chance <= 1 / triesPerGuess) return success(null);
  const length = minRandomLength(pattern, plannedCodes);
  return failure({
    kind: "pattern_guessable",
    chance,
    plannedCodes,
    maxCodes: maxLiveCodes(pattern),
    minRandomLength: length,
    message: `With ${number(plannedCodes)} codes, these are too easy to guess. Use ${length} random characters or more.`,
  });
}
