import { failure, type Result, success } from "../../../core/result";
import type { Sql } from "../../../database/database.server";
import { type DefaultDates, withDefaults } from "../../codes/code-dates";
import { poolInUse } from "../../pools/pool-is-open";
import type { GenerationPlan } from "../generator/generate-codes.server";
import { type Pattern, patternSchema } from "../generator/pattern";
import type { Buffer } from "./buffer";
import { capacityOf, noDates, whyNone } from "./capacity";

/** A dynamic pool as making its codes sees it. */
export interface Generator {
  pattern: Pattern;
  buffer: Buffer;
  defaults: DefaultDates;
  available: number;
  /** Codes that recipients have and may use. */
  assigned: number;
  /** Codes that were used, or whose date is past: they count toward the limit. */
  spent: number;
  /** The merchant's own limit on codes that the pool makes in all; null: none. */
  codeLimit: number | null;
}

interface Row extends DefaultDates {
  pattern: unknown;
  target: number;
  floor: number;
  available: number;
  assigned: number;
  spent: number;
  codeLimit: number | null;
}

/** Null when the shop has no such pool, or one that makes no codes: deleted, archived, not dynamic. */
export async function readGenerator(
  sql: Sql,
  shopId: number,
  poolId: number,
): Promise<Generator | null> {
  const [row] = await sql.query<Row>(
    `SELECT pool.pattern, pool.target_stock AS target, pool.reorder_point AS floor,
            pool.default_assign_by AS "defaultAssignBy", pool.default_use_by AS "defaultUseBy",
            pool.default_use_within_days AS "defaultUseWithinDays", pool.code_limit AS "codeLimit",
            stock.available, stock.assigned, stock.redeemed + stock.expired AS spent
       FROM pool JOIN pool_stock AS stock ON stock.shop_id = pool.shop_id AND stock.pool_id = pool.id
      WHERE pool.shop_id = $1 AND pool.id = $2 AND pool.type = 'dynamic'
        AND ${poolInUse}`,
    [shopId, poolId],
  );
  if (!row) return null;
  const { pattern, target, floor, available, assigned, spent, codeLimit, ...defaults } = row;
  const buffer = { target, floor };
  const stock = { available, assigned, spent, codeLimit };
  return { pattern: patternSchema.parse(pattern), buffer, defaults, ...stock };
}

/** Why a pool makes no codes, in words for the merchant. */
type GeneratesNone = { kind: "makes_none"; message: string };

/** What to make for `wanted` codes more: fewer, where more would be too easy to guess. */
export function planGeneration(
  maker: Generator,
  place: { shopId: number; poolId: number; now: Date },
  wanted: number,
): Result<{ making: GenerationPlan; count: number }, GeneratesNone> {
  const { count, bound } = capacityOf(maker, place.now);
  if (count === 0) return failure({ kind: "makes_none", message: whyNone(maker, bound) });
  const { pattern, defaults } = maker;
  const making = { ...place, pattern, dates: withDefaults(noDates, defaults) };
  return success({ making, count: Math.min(wanted, count) });
}
