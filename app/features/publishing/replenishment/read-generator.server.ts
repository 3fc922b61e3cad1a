import { failure, type Result, success } from "../../../core/result";
import type { Sql } from "../../../database/database.server";
import { type DefaultDates, withDefaults } from "../../codes/code-dates";
import { poolInUse, poolSealed } from "../../pools/pool-is-open";
import type { GenerationPlan } from "../generator/generate-codes.server";
import { type Pattern, patternSchema } from "../generator/pattern";
import type { Buffer } from "./buffer";
import { capacityMessage, capacityOf, noDates } from "./capacity";

/** What generating codes needs to know about a dynamic pool. */
export interface Generator {
  pattern: Pattern;
  /** Its codes are sealed: made for a recipient, never ahead. */
  sealed: boolean;
  buffer: Buffer;
  defaults: DefaultDates;
  available: number;
  /** Assigned codes that still work. */
  assigned: number;
  /** Redeemed or expired codes. They count toward the limit. */
  spent: number;
  /** The merchant's limit on codes the pool generates in total; null: none. */
  codeLimit: number | null;
}

interface Row extends DefaultDates {
  pattern: unknown;
  sealed: boolean;
  target: number;
  floor: number;
  available: number;
  assigned: number;
  spent: number;
  codeLimit: number | null;
}

/** Null when the pool doesn't exist or can't generate codes: deleted, archived or not dynamic. */
export async function readGenerator(
  sql: Sql,
  shopId: number,
  poolId: number,
): Promise<Generator | null> {
  const [row] = await sql.query<Row>(
    `SELECT pool.pattern, ${poolSealed} AS sealed, pool.target_stock AS target, pool.reorder_point AS floor,
            pool.default_assign_by AS "defaultAssignBy", pool.default_use_by AS "defaultUseBy",
            pool.default_use_within_days AS "defaultUseWithinDays", pool.code_limit AS "codeLimit",
            stock.available, stock.assigned, stock.redeemed + stock.expired AS spent
       FROM readable.pool JOIN readable.pool_stock AS stock ON stock.shop_id = pool.shop_id AND stock.pool_id = pool.id
      WHERE pool.shop_id = $1 AND pool.id = $2 AND pool.type = 'dynamic'
        AND ${poolInUse}`,
    [shopId, poolId],
  );
  if (!row) return null;
  const { pattern, sealed, target, floor, available, assigned, spent, codeLimit, ...defaults } =
    row;
  const buffer = { target, floor };
  const stock = { available, assigned, spent, codeLimit };
  return { pattern: patternSchema.parse(pattern), sealed, buffer, defaults, ...stock };
}

/** Merchant-facing reason why a pool generates no codes. */
type GeneratesNone = { kind: "makes_none"; message: string };

/** Plans the generation of `requested` codes; fewer where the capacity doesn't allow as many. */
export function planGeneration(
  generator: Generator,
  context: { shopId: number; poolId: number; now: Date },
  requested: number,
): Result<{ plan: GenerationPlan; count: number }, GeneratesNone> {
  const { count, bound } = capacityOf(generator, context.now);
  if (count === 0)
    return failure({ kind: "makes_none", message: capacityMessage(generator, bound) });
  const { pattern, defaults } = generator;
  const plan = { ...context, pattern, dates: withDefaults(noDates, defaults) };
  return success({ plan, count: Math.min(requested, count) });
}
