import { type DefaultDates, isPast, withDefaults } from "../../codes/code-dates";
import { failure, type Result, success } from "../../core/result";
import type { Sql } from "../../database/database.server";
import type { Making } from "../generation/make-codes.server";
import { mostLiveCodes, type Pattern, patternSchema } from "../pattern/pattern";
import type { Buffer } from "./buffer";

/** A dynamic pool as making its codes sees it. */
export interface Maker {
  pattern: Pattern;
  buffer: Buffer;
  defaults: DefaultDates;
  available: number;
  /** Codes that recipients have and may use. */
  assigned: number;
}

interface Row extends DefaultDates {
  pattern: unknown;
  target: number;
  floor: number;
  available: number;
  assigned: number;
}

/** Null when the shop has no such pool, or one that makes no codes: deleted, archived, not dynamic. */
export async function readMaker(sql: Sql, shopId: number, poolId: number): Promise<Maker | null> {
  const [row] = await sql.query<Row>(
    `SELECT pool.pattern, pool.buffer_target AS target, pool.buffer_floor AS floor,
            pool.default_assign_by AS "defaultAssignBy", pool.default_use_by AS "defaultUseBy",
            pool.default_use_within_days AS "defaultUseWithinDays", stock.available, stock.assigned
       FROM pool JOIN pool_stock AS stock ON stock.shop_id = pool.shop_id AND stock.pool_id = pool.id
      WHERE pool.shop_id = $1 AND pool.id = $2 AND pool.type = 'dynamic'
        AND pool.deleted_at IS NULL AND pool.archived_at IS NULL`,
    [shopId, poolId],
  );
  if (!row) return null;
  const { pattern, target, floor, available, assigned, ...defaults } = row;
  const buffer = { target, floor };
  return { pattern: patternSchema.parse(pattern), buffer, defaults, available, assigned };
}

/** Why a pool makes no codes, in words for the merchant. */
type MakesNone = { kind: "makes_none"; message: string };

/** What to make for `wanted` codes more: fewer, where more would be too easy to guess. */
export function planMaking(
  { pattern, defaults, available, assigned }: Maker,
  place: { shopId: number; poolId: number; now: Date },
  wanted: number,
): Result<{ making: Making; count: number }, MakesNone> {
  const none = { assignBy: null, useBy: null, useWithinDays: null };
  const dates = withDefaults(none, defaults);
  if (isPast(dates, place.now)) {
    return failure({
      kind: "makes_none",
      message:
        "The pool’s default expiration is past, so no codes are made. Choose a later date in the pool’s settings.",
    });
  }
  const count = Math.min(wanted, mostLiveCodes(pattern) - available - assigned);
  if (count <= 0) {
    return failure({
      kind: "makes_none",
      message: `More codes of this pattern would be too easy to guess, so no codes are made. Use more random characters in the pool’s settings: ${pattern.length} are not enough for ${(available + assigned).toLocaleString("en-US")} codes.`,
    });
  }
  return success({ making: { ...place, pattern, dates }, count });
}
