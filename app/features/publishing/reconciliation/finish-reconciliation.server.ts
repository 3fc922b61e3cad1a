import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import type { Reconciliation } from "./difference";

/**
 * Ends a check as done, or as failed with a reason for the merchant. No-op if it has already ended.
 */
export async function finishReconciliation(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  checkId: number,
  failureText: string | null,
): Promise<void> {
  await database.transaction(
    async (tx) => {
      const now = clock.now();
      const [check] = await tx.query<Reconciliation>(
        `UPDATE reconciliation SET state = $3, failure = $4, finished_at = $5
        WHERE shop_id = $1 AND id = $2 AND state = 'running'
        RETURNING read, missing, "unknown", inactive`,
        [shop.id, checkId, failureText === null ? "done" : "failed", failureText, now],
      );
      if (!check) return;
      await tx.query("DELETE FROM reconciliation_seen WHERE shop_id = $1 AND check_id = $2", [
        shop.id,
        checkId,
      ]);
      const { read, missing, unknown, inactive } = check;
      await recordAudit(tx, shop, { name: "app" }, now, {
        action: failureText === null ? "reconciliation.finished" : "reconciliation.failed",
        detail: { read, missing, unknown, inactive },
      });
    },
    { longStatements: true },
  );
}
