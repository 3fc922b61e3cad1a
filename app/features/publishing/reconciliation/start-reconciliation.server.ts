import type { Actor, ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";

/** How many checks are kept per shop. */
const retainedChecks = 5;

/**
 * Enqueues a comparison of the store's codes with ours. A shop has one check at a time: if one is
 * open, resolves that one. Deletes older checks. Resolves the check's ID.
 */
export async function startReconciliation(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { actor }: { actor: Actor },
): Promise<{ checkId: number }> {
  return database.transaction(async (tx) => {
    const now = clock.now();
    const [made] = await tx.query<{ id: number }>(
      `INSERT INTO reconciliation (shop_id, state, created_by, created_at) VALUES ($1, 'queued', $2, $3)
       ON CONFLICT (shop_id) WHERE state IN ('queued', 'running') DO NOTHING RETURNING id`,
      [shop.id, actor.name, now],
    );
    if (made) {
      await tx.query(
        `DELETE FROM reconciliation WHERE shop_id = $1 AND id NOT IN (
           SELECT id FROM reconciliation WHERE shop_id = $1 ORDER BY id DESC LIMIT $2)`,
        [shop.id, retainedChecks],
      );
      await recordAudit(tx, shop, actor, now, { action: "reconciliation.started" });
    }
    const [open] = await tx.query<{ id: number }>(
      "SELECT id FROM reconciliation WHERE shop_id = $1 AND state IN ('queued', 'running')",
      [shop.id],
    );
    const checkId = made?.id ?? open?.id;
    // The other check ended between the two statements: retry as a serialization failure.
    if (checkId === undefined) throw Object.assign(new Error("Try again."), { code: "40001" });
    await enqueueReconciliation(tx, shop.id, checkId);
    return { checkId };
  });
}

/** Enqueues the next run of a check, after commit or at `runAt`. */
export async function enqueueReconciliation(
  tx: Transaction,
  shopId: number,
  checkId: number,
  runAt?: Date,
): Promise<void> {
  const key = `run-reconciliation:${shopId}`;
  const when = runAt ? { runAt } : {};
  await enqueue(tx, "run-reconciliation", { shopId, checkId }, { key, queue: key, ...when });
}
