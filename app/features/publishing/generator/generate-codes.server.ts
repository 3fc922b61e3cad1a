import type { Transaction } from "../../../database/database.server";
import type { CodeDates } from "../../codes/code-dates";
import { codeKey } from "../../codes/code-text";
import {
  copyGenerated,
  type GeneratedCode,
  insertGenerated,
  minRowsToCopy,
} from "../../codes/publishing/insert-generated.server";
import { nextPositions } from "../../pools/stock/stock.server";
import { groupSeparator, type Pattern } from "./pattern";
import { randomCharacters } from "./random-characters.server";

export interface GenerationPlan {
  shopId: number;
  poolId: number;
  pattern: Pattern;
  dates: CodeDates;
  now: Date;
}

export interface GeneratedCodes {
  /**
   * How many codes were generated. Fewer than requested when the pattern has few unused codes left.
   */
  count: number;
  /** Lowest queue position of the new codes. */
  firstPosition: number;
}

/** After this many rounds without a single new code, the pattern is exhausted. */
const maxEmptyRounds = 20;

/** Maximum number of codes per call: they fit one chunk of positions and take about a second. */
export const maxPerCall = 50_000;

/**
 * Generates up to `maxPerCall` codes at the end of the pool's queue, pending upload. The caller
 * updates the stock figures in the same transaction. If it doesn't hold the pool's lock yet, it
 * should do that last, to hold the lock briefly.
 */
export async function generateCodes(
  tx: Transaction,
  plan: GenerationPlan,
  count: number,
): Promise<GeneratedCodes> {
  const firstPosition = await nextPositions(tx);
  let made = 0;
  const draw = (limit: number) => randomCodes(plan.pattern, limit);
  const copied =
    count >= minRowsToCopy && (await copyGenerated(tx, plan, { count, draw, firstPosition }));
  if (copied) made = count;
  for (let emptyRounds = 0, offset = made; made < count && emptyRounds < maxEmptyRounds; ) {
    const codes = [...draw(count - made)];
    const fresh = await insertGenerated(tx, plan, codes, firstPosition + offset);
    // Collisions with existing codes leave gaps in the positions, which is fine.
    offset += count - made;
    made += fresh;
    emptyRounds = fresh === 0 ? emptyRounds + 1 : 0;
  }
  return { count: made, firstPosition };
}

/** Random codes of the pattern with their keys. May contain duplicates. */
function* randomCodes(pattern: Pattern, count: number): Generator<GeneratedCode> {
  const { length, alphabet, groupSize, prefix, suffix } = pattern;
  const drawn = randomCharacters(alphabet, length * count).toString("latin1");
  const size = groupSize ?? length;
  const prefixKey = prefix && codeKey(prefix);
  const suffixKey = suffix && codeKey(suffix);
  for (let at = 0; at < drawn.length; at += length) {
    let random = drawn.slice(at, at + Math.min(size, length));
    for (let group = size; group < length; group += size) {
      random += groupSeparator + drawn.slice(at + group, at + Math.min(group + size, length));
    }
    yield [prefix + random + suffix, prefixKey + random.toLowerCase() + suffixKey];
  }
}
