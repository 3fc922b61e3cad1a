import type { ShopContext } from "../../core/ids";
import { type KeysetEnds, type KeysetQuery, keysetPage, keysetScan } from "../../core/keyset-page";
import type { Services } from "../../services.server";
import { codeKey } from "./code-text";
import { isLive } from "./publishing/live-code";
import type { PublishStatus } from "./publishing/publish-status";
import { findCodesEnding } from "./searching/find-codes-ending.server";

interface ListedCode {
  id: number;
  code: string;
  message: string | null;
  assignBy: Date | null;
  useBy: Date | null;
  useWithinDays: number | null;
  publishStatus: PublishStatus;
  /** Whether the store accepts it at checkout; null: unknown. */
  live: boolean | null;
  /** Why the platform rejected it, as a sentence for the merchant. */
  refusal: string | null;
}

export interface CodesQuery extends KeysetQuery<string> {
  poolId: number;
  /** The first or last characters of a code, or a full code; empty: every code. */
  search: string;
  /** Scan every match, for exports, which must not be cut off. */
  whole?: boolean;
}

export interface CodesPage extends KeysetEnds<string> {
  codes: ListedCode[];
  /**
   * How many codes were scanned, if the search matches more codes (assigned ones included);
   * otherwise null.
   */
  lookedAt: number | null;
  /** Which part of the codes the search matched. */
  matched: "start" | "end";
  /** False if the search is too short or the pool too large to match the ends of codes. */
  endSearched: boolean;
}

/**
 * Codes in any state that a search scans. Its index holds all codes of the pool: if nearly all that
 * match were assigned, it would read millions to find no available one.
 */
const maxScanned = 10_000;
/** The same for codes matched by their end. */
const maxEndMatches = 1_000;

/**
 * A page of a pool's available codes, in queue order, or alphabetically in a search. A search matches
 * the beginning of codes; if no available code begins with it, their end. Both orders are those of an
 * index.
 */
export async function listCodes(
  services: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  query: CodesQuery,
): Promise<CodesPage> {
  const prefix = codeKey(query.search);
  if (prefix === "") {
    const page = await readPage(services, shop, query, everyCode);
    return { ...page, lookedAt: null, matched: "start", endSearched: false };
  }
  const page = await listBeginning(services, shop, query, prefix);
  const isOver = page.codes.length > 0 || page.lookedAt !== null;
  return isOver ? page : ((await listEnding(services, shop, query, prefix)) ?? page);
}

async function listBeginning(
  services: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  query: CodesQuery,
  prefix: string,
): Promise<CodesPage> {
  const upTo = `${prefix}\u{10FFFF}`;
  const among = {
    order: "code_key",
    condition: "code_key >= $6 AND code_key < $7",
    values: [prefix, upTo],
    ...(query.whole ? {} : { maxScanned }),
  } as const;
  const page = await readPage(services, shop, query, among);
  const isLast = !query.whole && page.after === null;
  const place = { poolId: query.poolId, prefix, upTo };
  const lookedAt = isLast && (await isBroad(services.database, shop, place)) ? maxScanned : null;
  return { ...page, lookedAt, matched: "start", endSearched: false };
}

/** Undefined if some codes begin like this and only this page has none. */
async function listEnding(
  services: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  query: CodesQuery,
  end: string,
): Promise<CodesPage | undefined> {
  const { poolId, search, before, after } = query;
  if (before !== undefined || after !== undefined) {
    const first = await listBeginning(services, shop, { poolId, search, limit: 1 }, end);
    if (first.codes.length > 0 || first.lookedAt !== null) return undefined;
  }
  const limit = query.whole ? null : maxEndMatches + 1;
  const { searched, keys } = await findCodesEnding(services.database, shop, { poolId, end, limit });
  const among = {
    order: "code_key",
    condition: "code_key = ANY($6::text[])",
    values: [query.whole ? keys : keys.slice(0, maxEndMatches)],
  } as const;
  const page = await readPage(services, shop, query, among);
  const lookedAt = !query.whole && keys.length > maxEndMatches ? maxEndMatches : null;
  return { ...page, lookedAt, matched: "end", endSearched: searched };
}

/** The codes a page selects from, and their order. */
interface Among {
  order: "position" | "code_key";
  /** SQL whose parameters, `values`, start at $6. */
  condition: string;
  values: readonly unknown[];
  /** Scan limit, over codes in any state. */
  maxScanned?: number;
}

const everyCode: Among = { order: "position", condition: "true", values: [] };

async function readPage(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  query: CodesQuery,
  { order, condition, values, maxScanned }: Among,
): Promise<Pick<CodesPage, "codes" | "before" | "after">> {
  const type = order === "position" ? "bigint" : "text";
  const scan = keysetScan(query, "ASC");
  const ordered = `ORDER BY ${order} ${scan.direction}`;
  const among = `shop_id = $1 AND pool_id = $2 AND ${condition}
    AND ($3::${type} IS NULL OR ${order} ${scan.beyond} $3::${type})`;
  const rows = await database.query<ListedCode & { cursor: string }>(
    `SELECT id, code, message, assign_by AS "assignBy", use_by AS "useBy",
            use_within_days AS "useWithinDays", publish_status AS "publishStatus", ${isLive("$5")} AS live, refusal, ${order}::text AS cursor
       FROM ${maxScanned ? `(SELECT * FROM code WHERE ${among} ${ordered} LIMIT ${maxScanned}) AS code` : "code"}
      WHERE ${among} AND stored_state = 'available'
        AND position > (SELECT void_through FROM readable.pool_stock WHERE shop_id = $1 AND pool_id = $2)
      ${ordered} LIMIT $4`,
    [shop.id, query.poolId, scan.cursor, scan.limit, clock.now(), ...values],
  );
  const { rows: page, ...ends } = keysetPage(query, rows, ({ cursor }) => cursor);
  return { codes: page.map(({ cursor: _, ...code }) => code), ...ends };
}

/** Whether more codes begin like this than a search scans. An index-only scan. */
async function isBroad(
  database: Services["database"],
  shop: Pick<ShopContext, "id">,
  { poolId, prefix, upTo }: { poolId: number; prefix: string; upTo: string },
): Promise<boolean> {
  const rows = await database.query(
    `SELECT code_key FROM code
      WHERE shop_id = $1 AND pool_id = $2 AND code_key >= $3 AND code_key < $4
      ORDER BY code_key OFFSET $5 LIMIT 1`,
    [shop.id, poolId, prefix, upTo, maxScanned],
  );
  return rows.length > 0;
}
