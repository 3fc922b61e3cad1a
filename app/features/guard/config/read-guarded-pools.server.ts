import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";
import {
  areCodesWithPrefix,
  type CodeRange,
  readCodeRanges,
} from "../../codes/searching/read-code-ranges.server";
import { readSealFormats } from "../../publishing/sealing/seal-formats.server";
import { commonPrefix, type GuardedPool, minPrefixLength } from "./pool-entries";

/** SQL condition: the guard has to know `pool`. */
export const poolGuarded = `pool.deleted_at IS NULL
  AND (pool.holder_only OR pool.personal_expiration OR pool.checkout_paused)`;

type PoolRow = Omit<GuardedPool, "formats" | "prefix" | "prefixIsShared" | "complete">;

/**
 * The shop's guarded pools in the order in which they were created, with what their codes can be
 * recognized by. `complete`: pools whose codes are all written to their customers.
 */
export async function readGuardedPools(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  complete: ReadonlySet<number>,
): Promise<GuardedPool[]> {
  const pools = await sql.query<PoolRow>(
    `SELECT id, name, type, holder_only AS "holderOnly", personal_expiration AS "personalExpiration",
            checkout_paused OR NOT active OR archived_at IS NOT NULL AS paused
       FROM readable.pool WHERE shop_id = $1 AND ${poolGuarded} ORDER BY id`,
    [shop.id],
  );
  if (pools.length === 0) return [];
  const formats = await readSealFormats(sql, shop.id);
  const prefixes = await readPrefixes(sql, shop, pools);
  return pools.map((pool) => ({
    ...pool,
    formats: formats.filter(({ poolId }) => poolId === pool.id),
    prefix: prefixes.get(pool.id)?.prefix ?? null,
    prefixIsShared: prefixes.get(pool.id)?.isShared ?? false,
    complete: complete.has(pool.id),
  }));
}

/** What the codes of pools begin with, and whether codes of other pools do too, by pool ID. */
async function readPrefixes(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  guarded: readonly PoolRow[],
): Promise<Map<number, { prefix: string; isShared: boolean }>> {
  const others = await sql.query<{ id: number }>(
    "SELECT id FROM readable.pool WHERE shop_id = $1 AND deleted_at IS NULL",
    [shop.id],
  );
  const ranges = await readCodeRanges(
    sql,
    shop,
    others.map(({ id }) => id),
  );
  const prefixes = new Map<number, string>();
  for (const { id, type } of guarded) {
    const range = ranges.get(id);
    if (range)
      prefixes.set(id, type === "shared" ? range.first : commonPrefix(range.first, range.last));
  }
  // Codes that are used up no longer have to be recognized.
  const short = guarded.flatMap(({ id, type }) =>
    type !== "shared" && (prefixes.get(id)?.length ?? minPrefixLength) < minPrefixLength
      ? [id]
      : [],
  );
  for (const [id, { first, last }] of await readCodeRanges(sql, shop, short, "usable")) {
    prefixes.set(id, commonPrefix(first, last));
  }
  const questions = guarded.flatMap(({ id, type }) => {
    const prefix = prefixes.get(id) ?? "";
    if (type === "shared" || prefix.length < minPrefixLength) return [];
    return [{ id, prefix, poolIds: poolsInReach(prefix, id, ranges) }];
  });
  const answers = await areCodesWithPrefix(sql, shop, questions);
  const shared = new Set(questions.flatMap(({ id }, place) => (answers[place] ? [id] : [])));
  return new Map([...prefixes].map(([id, prefix]) => [id, { prefix, isShared: shared.has(id) }]));
}

/** Other pools whose ranges include codes that begin with the prefix. */
function poolsInReach(
  prefix: string,
  own: number,
  ranges: ReadonlyMap<number, CodeRange>,
): number[] {
  return [...ranges].flatMap(([id, { first, last }]) =>
    id !== own && last >= prefix && (first < prefix || first.startsWith(prefix)) ? [id] : [],
  );
}
