import type { ShopContext } from "../../core/ids";
import type { Sql } from "../../database/database.server";
import type { AuditFacts } from "./audit-sentence";

export interface AuditQuery {
  /** Entries of one pool. */
  poolId?: number;
  /** Entries of one person or key, by the whole name. */
  actor?: string;
  /** Where the page begins: `after` an entry (older ones), or `before` one (newer); neither: at the newest. */
  after?: number;
  before?: number;
  /** Entries per page. */
  limit: number;
}

interface AuditRow extends AuditFacts {
  id: number;
  at: Date;
  poolId: number | null;
  /** The pool can still be opened. */
  poolExists: boolean;
  /** So can the campaign `detail.campaignId`. */
  campaignExists: boolean;
}

export interface AuditPage {
  entries: AuditRow[];
  /** Cursors of the neighbouring pages; null where there is none. */
  after: string | null;
  before: string | null;
}

/** A page of what happened in the shop, the newest first. */
export async function listAudit(
  { database }: { database: Sql },
  shop: Pick<ShopContext, "id">,
  { poolId, actor, after, before, limit }: AuditQuery,
): Promise<AuditPage> {
  const backwards = before !== undefined;
  const rows = await database.query<AuditRow>(
    `SELECT entry.id, entry.at, entry.actor, entry.action, entry.pool_id AS "poolId", entry.detail,
            pool.name AS "poolName", pool.id IS NOT NULL AND pool.deleted_at IS NULL AS "poolExists",
            EXISTS (SELECT 1 FROM campaign WHERE campaign.shop_id = $1
                       AND campaign.id = (entry.detail->>'campaignId')::int
                       AND campaign.state <> 'discarded') AS "campaignExists"
       FROM audit_entry AS entry
       LEFT JOIN pool ON pool.shop_id = entry.shop_id AND pool.id = entry.pool_id
      WHERE entry.shop_id = $1
        ${poolId === undefined ? "AND $2::int IS NULL" : "AND entry.pool_id = $2"}
        ${actor === undefined ? "AND $3::text IS NULL" : "AND entry.actor = $3"}
        AND ($4::bigint IS NULL OR entry.id ${backwards ? ">" : "<"} $4)
      ORDER BY entry.id ${backwards ? "ASC" : "DESC"} LIMIT $5`,
    [shop.id, poolId ?? null, actor ?? null, before ?? after ?? null, limit + 1],
  );
  const more = rows.length > limit;
  const entries = rows.slice(0, limit);
  if (backwards) entries.reverse();
  const newest = entries[0]?.id ?? null;
  const oldest = entries.at(-1)?.id ?? null;
  return {
    entries,
    before: (backwards ? more : after !== undefined) ? asText(newest) : null,
    after: backwards || more ? asText(oldest) : null,
  };
}

function asText(id: number | null): string | null {
  return id === null ? null : String(id);
}
