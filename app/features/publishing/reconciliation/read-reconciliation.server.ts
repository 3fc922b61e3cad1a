import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";
import type { Reconciliation } from "./difference";

/** The shop's latest check; null before the first one. */
export async function readReconciliation(
  { database }: { database: Sql },
  shop: Pick<ShopContext, "id">,
): Promise<Reconciliation | null> {
  const [check] = await database.query<Reconciliation>(
    `SELECT id, state, read, looked_up AS "lookedUp",
            not_in_store AS "notInStore", missing, "unknown", inactive, failure, created_by AS "createdBy",
            created_at AS "createdAt", finished_at AS "finishedAt",
            CASE WHEN state = 'running' THEN next_try_at END AS "nextTryAt"
       FROM reconciliation WHERE shop_id = $1 ORDER BY id DESC LIMIT 1`,
    [shop.id],
  );
  return check ?? null;
}
