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
}

export interface CodesPage {
  codes: ListedCode[];
  before: string | null;
  after: string | null;
}

/**
 * A page of the codes of a pool that wait to be handed out: in the order of their line, or, in a
 * search, of the codes themselves. Each order is that of an index.
 */
export async function listCodes(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { poolId, search, limit, before, after }: CodesQuery,
): Promise<CodesPage> {
  const prefix = codeKey(search);
  const order = prefix === "" ? "position" : "code_key";
  const type = prefix === "" ? "bigint" : "text";
  const backwards = before !== undefined;
  const rows = await database.query<ListedCode & { cursor: string }>(
    `SELECT id, code, message, assign_by AS "assignBy", use_by AS "useBy",
            use_within_days AS "useWithinDays", upload, ${isLive("$7")} AS live, refusal, ${order}::text AS cursor
       FROM code
      WHERE shop_id = $1 AND pool_id = $2 AND state = 'available'
        AND position > (SELECT void_through FROM pool_stock WHERE shop_id = $1 AND pool_id = $2)
        AND ($3 = '' OR (code_key >= $3 AND code_key < $6))
        AND ($4::${type} IS NULL OR ${order} ${backwards ? "<" : ">"} $4::${type})
      ORDER BY ${order} ${backwards ? "DESC" : "ASC"} LIMIT $5`,
    [
      shop.id,
      poolId,
      prefix,
      before ?? after ?? null,
      limit + 1,
      `${prefix}\u{10FFFF}`,
      clock.now(),
    ],
  );
  const more = rows.length > limit;
  const page = rows.slice(0, limit);
  if (backwards) page.reverse();
  return {
    codes: page.map(({ cursor: _, ...code }) => code),
    before: (backwards ? more : after !== undefined) ? (page[0]?.cursor ?? null) : null,
    after: backwards || more ? (page.at(-1)?.cursor ?? null) : null,
  };
}
