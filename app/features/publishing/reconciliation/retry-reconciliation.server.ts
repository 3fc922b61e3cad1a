import type { Services } from "../../../services.server";
import { enqueueReconciliation } from "./start-reconciliation.server";

const minPauseMs = 15_000;
const maxPauseMs = 5 * 60_000;
/**
 * Same as for imports and campaigns: longer than most outages, short enough for a waiting merchant.
 */
const giveUpAfterMs = 60 * 60_000;

/**
 * Schedules the next attempt when the platform doesn't respond, with pauses that double up to five
 * minutes. Resolves `over` after an hour without a response.
 */
export async function retryReconciliation(
  { database, clock }: Pick<Services, "database" | "clock">,
  shopId: number,
  checkId: number,
): Promise<"planned" | "over"> {
  const now = clock.now();
  return database.transaction(async (tx) => {
    const [check] = await tx.query<{ unansweredSince: Date }>(
      `UPDATE reconciliation SET unanswered_since = COALESCE(unanswered_since, $3)
        WHERE shop_id = $1 AND id = $2 AND state = 'running'
        RETURNING unanswered_since AS "unansweredSince"`,
      [shopId, checkId, now],
    );
    if (!check) return "planned";
    const silentMs = now.getTime() - check.unansweredSince.getTime();
    if (silentMs >= giveUpAfterMs) return "over";
    const pauseMs = Math.min(maxPauseMs, Math.max(minPauseMs, silentMs));
    const nextTryAt = new Date(now.getTime() + pauseMs);
    await tx.query("UPDATE reconciliation SET next_try_at = $3 WHERE shop_id = $1 AND id = $2", [
      shopId,
      checkId,
      nextTryAt,
    ]);
    await enqueueReconciliation(tx, shopId, checkId, nextTryAt);
    return "planned";
  });
}
