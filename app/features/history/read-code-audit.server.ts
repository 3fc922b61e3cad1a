import type { Services } from "../../services.server";
import type { AuditFacts } from "../audit/audit-sentence";

/** Maximum number of entries listed for a code. */
const maxEntries = 100;

/** Audit entries about this one code, oldest first. `code`: as stored. */
export async function readCodeAudit(
  { database }: Pick<Services, "database">,
  shopId: number,
  code: string,
): Promise<(AuditFacts & { at: Date })[]> {
  return database.query<AuditFacts & { at: Date }>(
    `SELECT entry.at, entry.actor, entry.action, entry.detail, pool.name AS "poolName"
       FROM readable.audit_entry AS entry
       LEFT JOIN readable.pool ON pool.shop_id = entry.shop_id AND pool.id = entry.pool_id
      WHERE entry.shop_id = $1 AND entry.detail ? 'code' AND entry.detail->>'code' = $2
      ORDER BY entry.id LIMIT $3`,
    [shopId, code, maxEntries],
  );
}
