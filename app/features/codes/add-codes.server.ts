import type { PoolNotFound } from "../../core/failures";
import type { Actor, ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import { isStorable } from "../../core/text";
import type { Transaction } from "../../database/database.server";
import type { Services } from "../../services.server";
import { recordAudit } from "../audit/record-audit.server";
import { findPool } from "../pools/find-pool.server";
import { requestGuardWrite } from "../pools/request-guard-write.server";
import { changeStock, lockStock, nextPositions } from "../pools/stock/stock.server";
import {
  changeSupply,
  enqueueSampleCheck,
  enqueueUpload,
} from "../pools/stock/supply-figures.server";
import {
  availableUntil,
  type CodeDates,
  type DefaultDates,
  isPast,
  withDefaults,
} from "./code-dates";
import { codeKey, readCode } from "./code-text";
import type { PublishStatus } from "./publishing/publish-status";
import { type PoolTakesNone, rejectUploadedCodes } from "./uploaded-codes";

/** A code to add. Dates it lacks come from the pool's defaults. */
interface NewCode extends CodeDates {
  /** Not normalized. */
  code: string;
  message: string | null;
}

export interface AddedCode {
  outcome: "added" | "already_in_pool" | "twice_in_request" | "in_another_pool" | "invalid";
  /** Why it is invalid. */
  detail: string | null;
}

export interface CodesToAdd {
  poolId: number;
  /** Up to some ten thousand. */
  codes: readonly NewCode[];
  actor: Actor;
}

interface Line extends NewCode {
  place: number;
  key: string;
}

/**
 * Adds codes to the end of a pool's queue, in one transaction. Resolves one result per code, in the
 * order of the list. A code that can't be added doesn't affect the others, and codes the pool already
 * has don't change.
 */
export async function addCodes(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { poolId, codes, actor }: CodesToAdd,
): Promise<Result<AddedCode[], PoolNotFound | PoolTakesNone>> {
  const now = clock.now();
  return database.transaction(async (tx) => {
    if (!(await lockStock(tx, shop.id, poolId))) return failure({ kind: "pool_not_found" });
    const pool = await findPool({ database: tx }, shop, poolId);
    if (!pool.ok) return pool;
    const { results, lines } = sortOut(codes, pool.value, now);
    const rejection = rejectUploadedCodes(pool.value, lines.length);
    if (rejection) return failure(rejection);
    const position = await nextPositions(tx);
    const publishStatus = pool.value.discountId === null ? "none" : "uploading";
    const added = await insertLines(tx, shop, { poolId, lines, position, publishStatus, now });
    const known = await poolsOfCodes(
      tx,
      shop,
      lines.filter(({ key }) => !added.has(key)),
    );
    if (added.size > 0) {
      await changeStock(tx, shop.id, poolId, { available: added.size, availableFrom: position });
      if (publishStatus === "uploading") {
        await changeSupply(tx, shop.id, poolId, { uploading: added.size });
        await enqueueUpload(tx, shop.id);
      } else await enqueueSampleCheck(tx, shop.id, poolId);
      await requestGuardWrite(tx, shop.id);
      const detail = { count: added.size };
      await recordAudit(tx, shop, actor, now, { action: "codes.added", poolId, detail });
    }
    const all = [...results];
    for (const { place, key } of lines) {
      const existing = known.get(key) === poolId ? "already_in_pool" : "in_another_pool";
      all[place] = { outcome: added.has(key) ? "added" : existing, detail: null };
    }
    return success(all);
  });
}

/** Finds invalid codes and duplicates within the list, without a database lookup. */
function sortOut(
  codes: readonly NewCode[],
  defaults: DefaultDates,
  now: Date,
): { results: AddedCode[]; lines: Line[] } {
  const results: AddedCode[] = [];
  const lines = new Map<string, Line>();
  for (const [place, newCode] of codes.entries()) {
    const code = readCode(newCode.code);
    const dates = withDefaults(newCode, defaults);
    const detail = code.ok ? faultOf(newCode, dates, now) : code.failure.message;
    if (!code.ok || detail !== null) {
      results[place] = { outcome: "invalid", detail };
      continue;
    }
    const key = codeKey(code.value);
    if (lines.has(key)) results[place] = { outcome: "twice_in_request", detail: null };
    else lines.set(key, { ...newCode, ...dates, code: code.value, place, key });
  }
  return { results, lines: [...lines.values()] };
}

function faultOf({ message }: NewCode, dates: CodeDates, now: Date): string | null {
  if (message !== null && !isStorable(message))
    return "The message has a character that can’t be stored.";
  return isPast(dates, now) ? "The code has already expired." : null;
}

interface Insertion {
  poolId: number;
  lines: readonly Line[];
  position: number;
  publishStatus: PublishStatus;
  now: Date;
}

async function insertLines(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  { poolId, lines, position, publishStatus, now }: Insertion,
): Promise<Set<string>> {
  const rows = await tx.query<{ key: string }>(
    // Sorted, so two requests with the same codes lock them in the same order and can't deadlock.
    `INSERT INTO code (shop_id, pool_id, position, stored_state, created_at, code, code_key, message,
                       use_within_days, assign_by, use_by, expires_at, publish_status)
     SELECT $1, $2, $3::bigint + place - 1, 'available', $4, code, key, message, days, assign_by,
            use_by, expires_at, $12::publish_status
       FROM unnest($5::text[], $6::text[], $7::text[], $8::int[], $9::timestamptz[],
                   $10::timestamptz[], $11::timestamptz[])
              WITH ORDINALITY AS line (code, key, message, days, assign_by, use_by, expires_at, place)
      ORDER BY key
     ON CONFLICT (shop_id, code_key) DO NOTHING
     RETURNING code_key AS key`,
    [
      shop.id,
      poolId,
      position,
      now,
      lines.map(({ code }) => code),
      lines.map(({ key }) => key),
      lines.map(({ message }) => message),
      lines.map(({ useWithinDays }) => useWithinDays),
      lines.map(({ assignBy }) => assignBy),
      lines.map(({ useBy }) => useBy),
      lines.map(availableUntil),
      publishStatus,
    ],
  );
  return new Set(rows.map(({ key }) => key));
}

async function poolsOfCodes(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  lines: readonly Line[],
): Promise<Map<string, number>> {
  if (lines.length === 0) return new Map();
  const rows = await tx.query<{ key: string; poolId: number }>(
    `SELECT code_key AS key, pool_id AS "poolId" FROM code
      WHERE shop_id = $1 AND code_key = ANY($2::text[])`,
    [shop.id, lines.map(({ key }) => key)],
  );
  return new Map(rows.map(({ key, poolId }) => [key, poolId]));
}
