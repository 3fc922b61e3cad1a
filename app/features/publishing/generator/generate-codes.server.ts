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
  /** Numbers of codes; fewer than asked when the pattern has hardly a code left that is new. */
  count: number;
  /** Lowest position of the codes that were made. */
  firstPosition: number;
}

/** So many rounds without one new code: the pattern is used up. */
const mostVainRounds = 20;

/** Fewer codes than this are not worth a COPY. */
const fewCodes = 500;

/** The most codes that one call makes: they fit one chunk of positions, and a transaction of a second. */
export const mostAtOnce = 50_000;

/**
 * Makes codes that wait for their upload, at the end of the pool's queue, up to `mostAtOnce`; none of
 * them is in the shop yet. The figures are the caller's: behind the line, at the end of the
 * transaction, or at its beginning when the line is held already.
 */
export async function generateCodes(
  tx: Transaction,
  making: GenerationPlan,
  count: number,
): Promise<GeneratedCodes> {
  const firstPosition = await nextPositions(tx);
  let made = 0;
  if (count >= fewCodes && (await copyCodes(tx, making, count, firstPosition))) made = count;
  for (let vain = 0, place = made; made < count && vain < mostVainRounds; ) {
    const fresh = await insertCodes(tx, making, count - made, firstPosition + place);
    // A round that met codes of the shop leaves holes in the line, and nobody minds.
    place += count - made;
    made += fresh;
    vain = fresh === 0 ? vain + 1 : 0;
  }
  return { count: made, firstPosition };
}

/**
 * The fast way: straight into the table. Codes that are hard to guess hardly ever meet one that is
 * there, so that is not looked for; resolves false, with nothing done, when it happened.
 */
async function copyCodes(
  { client }: Transaction,
  making: GenerationPlan,
  count: number,
  position: number,
): Promise<boolean> {
  const columns =
    "shop_id, pool_id, stored_state, publish_status, created_at, use_within_days, assign_by, use_by, expires_at, position, code, code_key";
  await client.query("SAVEPOINT made");
  try {
    await pipeline(
      () => linesOf(making, count, position),
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

/** Codes whose lines are sent at once: some hundred kilobytes. */
const codesPerPiece = 5_000;

function* linesOf(making: GenerationPlan, count: number, position: number): Generator<Buffer> {
  const { shopId, poolId, dates, now } = making;
  const same = [
    `${shopId}\t${poolId}\tavailable\tuploading\t${now.toISOString()}`,
    dates.useWithinDays ?? "\\N",
    moment(dates.assignBy),
    moment(dates.useBy),
    moment(availableUntil(dates)),
  ].join("\t");
  for (let from = 0; from < count; from += codesPerPiece) {
    let text = "";
    let place = position + from;
    for (const [code, key] of randomCodes(making.pattern, Math.min(codesPerPiece, count - from))) {
      text += `${same}\t${place}\t${cell(code)}\t${cell(key)}\n`;
      place += 1;
    }
    yield Buffer.from(text);
  }
}

/** The careful way: what is in the shop already is left out. Resolves how many came in. */
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

/** So many codes of the pattern with their keys, drawn by chance: two of them may be the same. */
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

function moment(date: Date | null): string {
  return date ? date.toISOString() : "\\N";
}

/** A text without spaces as COPY reads it. */
function cell(text: string): string {
  return text.includes("\\") ? text.replaceAll("\\", "\\\\") : text;
}
