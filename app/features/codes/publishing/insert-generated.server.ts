import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import { copyMoment, copyText } from "../../../database/copy-rows.server";
import { type Transaction, uniqueViolation } from "../../../database/database.server";
import { availableUntil, type CodeDates } from "../code-dates";

/** A code that the app made, and the key that it is compared by. */
export type GeneratedCode = [code: string, key: string];

/** The pool of generated codes, and what they share. They wait for their upload. */
export interface GeneratedFor {
  shopId: number;
  poolId: number;
  dates: CodeDates;
  now: Date;
}

/** Codes that are drawn while they are written. */
interface CodeGeneration {
  count: number;
  /** That many codes. Some may be duplicates. */
  draw: (count: number) => Iterable<GeneratedCode>;
  firstPosition: number;
}

/** Below this, a COPY costs more than a plain INSERT. */
export const minRowsToCopy = 500;

/**
 * Fast path: COPY. It doesn't look for existing codes, because collisions are rare for patterns
 * that are hard to guess. On a collision it rolls back to its savepoint and resolves false.
 */
export async function copyGenerated(
  { client }: Transaction,
  target: GeneratedFor,
  drawing: CodeGeneration,
): Promise<boolean> {
  const columns =
    "shop_id, pool_id, stored_state, publish_status, created_at, use_within_days, assign_by, use_by, expires_at, position, code, code_key";
  await client.query("SAVEPOINT made");
  try {
    await pipeline(
      () => rowsToCopy(target, drawing),
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

function* rowsToCopy(
  { shopId, poolId, dates, now }: GeneratedFor,
  { count, draw, firstPosition }: CodeGeneration,
): Generator<Buffer> {
  const same = [
    `${shopId}\t${poolId}\tavailable\tuploading\t${now.toISOString()}`,
    dates.useWithinDays ?? "\\N",
    copyMoment(dates.assignBy),
    copyMoment(dates.useBy),
    copyMoment(availableUntil(dates)),
  ].join("\t");
  for (let from = 0; from < count; from += rowsPerChunk) {
    let text = "";
    let position = firstPosition + from;
    for (const [code, key] of draw(Math.min(rowsPerChunk, count - from))) {
      text += `${same}\t${position}\t${copyText(code)}\t${copyText(key)}\n`;
      position += 1;
    }
    yield Buffer.from(text);
  }
}

/** Slow path: skips codes that exist in the shop. Resolves how many were inserted. */
export async function insertGenerated(
  { client }: Transaction,
  { shopId, poolId, dates, now }: GeneratedFor,
  codes: readonly GeneratedCode[],
  firstPosition: number,
): Promise<number> {
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
      firstPosition,
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
