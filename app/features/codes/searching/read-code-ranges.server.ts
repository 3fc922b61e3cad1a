import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";

/** The first and last key of a pool's codes in alphabetical (binary) order. */
export interface CodeRange {
  first: string;
  last: string;
}

/** Codes that can still be used. */
const usable = "AND stored_state IN ('available', 'assigned')";

/**
 * The range of each pool's codes, by pool ID. Pools without codes are missing. Two index lookups per
 * pool. With `usable`, only codes that can still be used count; that reads past the others at either
 * end, so it takes longer for a pool that begins or ends with many used codes.
 */
export async function readCodeRanges(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  poolIds: readonly number[],
  which: "all" | "usable" = "all",
): Promise<Map<number, CodeRange>> {
  if (poolIds.length === 0) return new Map();
  const end = (direction: "ASC" | "DESC") => `LATERAL (
    SELECT code_key FROM code WHERE shop_id = $1 AND pool_id = pool.id ${which === "usable" ? usable : ""}
     ORDER BY code_key ${direction} LIMIT 1)`;
  const rows = await sql.query<CodeRange & { poolId: number }>(
    `SELECT pool.id AS "poolId", low.code_key AS first, high.code_key AS last
       FROM unnest($2::int[]) AS pool (id), ${end("ASC")} AS low, ${end("DESC")} AS high`,
    [shop.id, poolIds],
  );
  return new Map(rows.map(({ poolId, ...range }) => [poolId, range]));
}

/** A prefix of code keys, and the pools whose codes may begin with it. */
export interface PrefixQuestion {
  prefix: string;
  poolIds: readonly number[];
}

/** For each question, whether one of its pools has a code that begins with the prefix. */
export async function areCodesWithPrefix(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  questions: readonly PrefixQuestion[],
): Promise<boolean[]> {
  if (questions.length === 0) return [];
  const pairs = questions.flatMap(({ poolIds }, place) => poolIds.map((id) => ({ place, id })));
  const rows = await sql.query<{ place: number }>(
    `SELECT DISTINCT pair.place FROM unnest($2::int[], $3::int[]) AS pair (place, pool_id)
       JOIN unnest($4::text[]) WITH ORDINALITY AS question (prefix, number)
         ON question.number = pair.place + 1
      WHERE EXISTS (
        SELECT 1 FROM code WHERE shop_id = $1 AND code.pool_id = pair.pool_id
           AND code_key >= question.prefix COLLATE "C"
           AND code_key < (question.prefix || chr(1114111)) COLLATE "C")`,
    [
      shop.id,
      pairs.map(({ place }) => place),
      pairs.map(({ id }) => id),
      questions.map(({ prefix }) => prefix),
    ],
  );
  const found = new Set(rows.map(({ place }) => place));
  return questions.map((_, place) => found.has(place));
}
