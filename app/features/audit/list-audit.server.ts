import type { ShopContext } from "../../core/ids";
import { type KeysetEnds, type KeysetQuery, keysetPage, keysetScan } from "../../core/keyset-page";
import type { Sql } from "../../database/database.server";
import type { AuditFacts } from "./audit-sentence";

export interface AuditQuery extends KeysetQuery<number> {
  /** Entries of one pool. */
  poolId?: number;
  /** Entries of one person or API key, by full name. */
  actor?: string;
}

interface AuditRow extends AuditFacts {
  id: number;
  at: Date;
  poolId: number | null;
  /** The pool still has a page. */
  poolExists: boolean;
  /** The campaign `detail.campaignId` still has a page. */
  campaignExists: boolean;
}

export interface AuditPage extends KeysetEnds<string> {
  entries: AuditRow[];
}

/** A page of the shop’s activity, newest first. */
export async function listAudit(
  { database }: { database: Sql },
  shop: Pick<ShopContext, "id">,
  query: AuditQuery,
): Promise<AuditPage> {
  const { poolId, actor } = query;
  const scan = keysetScan(query, "DESC");
  const rows = await database.query<AuditRow>(
    `SELECT entry.id, entry.at, entry.actor, entry.action, entry.pool_id AS "poolId", entry.detail,
            pool.name AS "poolName", pool.id IS NOT NULL AND pool.deleted_at IS NULL AS "poolExists",
            EXISTS (SELECT 1 FROM readable.campaign WHERE campaign.shop_id = $1
                       AND campaign.id = (entry.detail->>'campaignId')::int
                       AND campaign.state <> 'discarded') AS "campaignExists"
       FROM audit_entry AS entry
       LEFT JOIN readable.pool ON pool.shop_id = entry.shop_id AND pool.id = entry.pool_id
      WHERE entry.shop_id = $1
        ${poolId === undefined ? "AND $2::int IS NULL" : "AND entry.pool_id = $2"}
        ${actor === undefined ? "AND $3::text IS NULL" : "AND entry.actor = $3"}
        AND ($4::bigint IS NULL OR entry.id ${scan.beyond} $4)
      ORDER BY entry.id ${scan.direction} LIMIT $5`,
    [shop.id, poolId ?? null, actor ?? null, scan.cursor, scan.limit],
  );
  const { rows: entries, ...ends } = keysetPage(query, rows, ({ id }) => String(id));
  return { entries, ...ends };
}
