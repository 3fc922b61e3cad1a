import type { Actor, ShopContext } from "../../core/ids";
import type { Sql } from "../../database/database.server";

export interface AuditEntry {
  /** Object and past participle: `pool.created`, `codes.imported`. */
  action: string;
  poolId?: number;
  /** Facts for the sentence; never a recipient's address. */
  detail?: Record<string, string | number | boolean | null>;
}

/** Records who did what. Call it in the transaction of the change itself. */
export async function recordAudit(
  tx: Sql,
  shop: Pick<ShopContext, "id">,
  actor: Actor,
  at: Date,
  entry: AuditEntry,
): Promise<void> {
  await tx.query(
    `INSERT INTO audit_entry (shop_id, at, actor, action, pool_id, detail)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      shop.id,
      at,
      actor.name,
      entry.action,
      entry.poolId ?? null,
      JSON.stringify(entry.detail ?? {}),
    ],
  );
}
