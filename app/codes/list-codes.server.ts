import type { ShopContext } from "../core/ids";
import type { Services } from "../services.server";
import { codeKey } from "./code-text";
import { isLive } from "./live-code";
import type { UploadState } from "./upload-state";

interface ListedCode {
  id: number;
  code: string;
  message: string | null;
  assignBy: Date | null;
  useBy: Date | null;
  useWithinDays: number | null;
  upload: UploadState;
  /** Whether the store accepts it at checkout; null: nobody knows. */
  live: boolean | null;
  /** Why the platform refused it, in words for the merchant. */
  refusal: string | null;
}

export interface CodesQuery {
  poolId: number;
  /** The beginning of a code, or all of it; empty: every code. */
  search: string;
  limit: number;
  /** Cursors as a page gave them. */
  before?: string;
  after?: string;
  /** Looks at every code that begins like this, however many: for a file, which must not end early. */
  whole?: boolean;
}

export interface CodesPage {
  codes: ListedCode[];
  before: string | null;
  after: string | null;
  /** The search names more codes, given out ones included, than it looks at: so many were looked at. */
  lookedAt: number | null;
}

/**
 * Codes that a search looks at, whatever became of them. The index it reads holds all codes of the pool:
 * where nearly all that begin alike were given out, it would read millions to find none.
 */
const mostLookedAt = 10_000;

/**
 * A page of the codes of a pool that wait to be handed out: in the order of their line, or, in a
 * search, of the codes themselves. Each order is that of an index.
 */
export async function listCodes(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { poolId, search, limit, before, after, whole = false }: CodesQuery,
): Promise<CodesPage> {
  const prefix = codeKey(search);
  const order = prefix === "" ? "position" : "code_key";
  const type = prefix === "" ? "bigint" : "text";
  const backwards = before !== undefined;
  const ordered = `ORDER BY ${order} ${backwards ? "DESC" : "ASC"}`;
  const beyond = `($4::${type} IS NULL OR ${order} ${backwards ? "<" : ">"} $4::${type})`;
  const upTo = `${prefix}\u{10FFFF}`;
  const searched = `(SELECT * FROM code
    WHERE shop_id = $1 AND pool_id = $2 AND code_key >= $3 AND code_key < $6 AND ${beyond}
    ${ordered} LIMIT ${mostLookedAt}) AS code`;
  const isLimited = prefix !== "" && !whole;
  const rows = await database.query<ListedCode & { cursor: string }>(
    `SELECT id, code, message, assign_by AS "assignBy", use_by AS "useBy",
            use_within_days AS "useWithinDays", upload, ${isLive("$7")} AS live, refusal, ${order}::text AS cursor
       FROM ${isLimited ? searched : "code"}
      WHERE shop_id = $1 AND pool_id = $2 AND stored_state = 'available'
        AND position > (SELECT void_through FROM pool_stock WHERE shop_id = $1 AND pool_id = $2)
        AND ${beyond} AND ($3 = '' OR (code_key >= $3 AND code_key < $6))
      ${ordered} LIMIT $5`,
    [shop.id, poolId, prefix, before ?? after ?? null, limit + 1, upTo, clock.now()],
  );
  const more = rows.length > limit;
  const page = rows.slice(0, limit);
  if (backwards) page.reverse();
  return {
    codes: page.map(({ cursor: _, ...code }) => code),
    before: (backwards ? more : after !== undefined) ? (page[0]?.cursor ?? null) : null,
    after: backwards || more ? (page.at(-1)?.cursor ?? null) : null,
    lookedAt:
      isLimited && !more && (await isBroad(database, shop, { poolId, prefix, upTo }))
        ? mostLookedAt
        : null,
  };
}

/** Whether more codes begin like this than a search looks at. Read from the index alone. */
async function isBroad(
  database: Services["database"],
  shop: Pick<ShopContext, "id">,
  { poolId, prefix, upTo }: { poolId: number; prefix: string; upTo: string },
): Promise<boolean> {
  const rows = await database.query(
    `SELECT code_key FROM code
      WHERE shop_id = $1 AND pool_id = $2 AND code_key >= $3 AND code_key < $4
      ORDER BY code_key OFFSET $5 LIMIT 1`,
    [shop.id, poolId, prefix, upTo, mostLookedAt],
  );
  return rows.length > 0;
}
