import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import { type Transaction, uniqueViolation } from "../../../database/database.server";
import { availableUntil, type CodeDates } from "../../codes/code-dates";
import { codeKey } from "../../codes/code-text";
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
const mostEmptyRounds = 20;

/** Below this, a COPY costs more than a plain INSERT. */
const fewestToCopy = 500;

/** Most codes per call: they fit one chunk of positions and take about a second. */
export const mostPerCall = 50_000;

/**
 * Generates up to `mostAtOnce` codes at the end of the pool's queue, pending upload. The caller
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
  if (count >= fewestToCopy && (await copyCodes(tx, plan, count, firstPosition))) made = count;
  for (let emptyRounds = 0, offset = made; made < count && emptyRounds < mostEmptyRounds; ) {
    const fresh = await insertCodes(tx, plan, count - made, firstPosition + offset);
    // Collisions with existing codes leave gaps in the positions, which is fine.
    offset += count - made;
    made += fresh;
    emptyRounds = fresh === 0 ? emptyRounds + 1 : 0;
  }
  return { count: made, firstPosition };
}

/**
 * Fast path: COPY. It doesn't look for existing codes, because collisions are rare for patterns
 * that are hard to guess. On a collision it rolls back to its savepoint and resolves false.
 */
async function copyCodes(
  { client }: Transaction,
  plan: GenerationPlan,
  count: number,
  position: number,
): Promise<boolean> {
  const columns =
    "shop_id, pool_id, stored_state, publish_status, created_at, use_within_days, assign_by, use_by, expires_at, position, code, code_key";
  await client.query("SAVEPOINT made");
  try {
    await pipeline(
      () => copyRows(plan, count, position),
      client.query(copyFrom(`COPY code (${columns}) FROM STDIN`)),
    );
    await client.query("RELEASE SAVEPOINT made");
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== uniqueViolation) throw error;
    await client.query("ROLLBACK TO SAVEPOINT made");
    return false;
  }
}

/** Rows per chunk of the COPY stream: a few hundred kilobytes. */
const rowsPerChunk = 5_000;

function* copyRows(plan: GenerationPlan, count: number, position: number): Generator<Buffer> {
  const { shopId, poolId, dates, now } = plan;
  const same = [
    `${shopId}\t${poolId}\tavailable\tuploading\t${now.toISOString()}`,
    dates.useWithinDays ?? "\\N",
    copyTimestamp(dates.assignBy),
    copyTimestamp(dates.useBy),
    copyTimestamp(availableUntil(dates)),
  ].join("\t");
  for (let from = 0; from < count; from += rowsPerChunk) {
    let text = "";
    let offset = position + from;
    for (const [code, key] of randomCodes(plan.pattern, Math.min(rowsPerChunk, count - from))) {
      text += `${same}\t${offset}\t${escapeForCopy(code)}\t${escapeForCopy(key)}\n`;
      offset += 1;
    }
    yield Buffer.from(text);
  }
}

/** Slow path: skips codes that exist in the shop. Resolves how many were inserted. */
async function insertCodes(
  { client }: Transaction,
  { shopId, poolId, pattern, dates, now }: GenerationPlan,
  count: number,
  position: number,
): Promise<number> {
  const codes = [...randomCodes(pattern, count)];
  const { rowCount } = await client.query(
    `INSERT INTO code (shop_id, pool_id, position, stored_state, publish_status, created_at, use_within_days,
                       assign_by, use_by, expires_at, code, code_key)
     SELECT $1, $2, $3::bigint + place - 1, 'available', 'uploading', $4, $5::int, $6::timestamptz,
            $7::timestamptz, $8::timestamptz, code, key
       FROM unnest($9::text[], $10::text[]) WITH ORDINALITY AS fresh (code, key, place)
      ORDER BY key
     ON CONFLICT DO NOTHING`,
    [
      shopId,
      poolId,
      position,
      now,
      dates.useWithinDays,
      dates.assignBy,
      dates.useBy,
      availableUntil(dates),
      codes.map(([code]) => code),
      codes.map(([, key]) => key),
    ],
  );
  return rowCount ?? 0;
}

/** Random codes of the pattern with their keys. May contain duplicates. */
function* randomCodes(pattern: Pattern, count: number): Generator<[code: string, key: string]> {
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

function copyTimestamp(date: Date | null): string {
  return date ? date.toISOString() : "\\N";
}

/** Escapes text without whitespace for COPY. */
function escapeForCopy(text: string): string {
  return text.includes("\\") ? text.replaceAll("\\", "\\\\") : text;
}
