import { isOver } from "../../../core/standstill";
import { hasJob } from "../../../database/has-job";
import type { Services } from "../../../services.server";
import { changeFailed } from "./change-codes.server";
import { finishCodeChange } from "./finish-code-change.server";
import { enqueueCodeChange } from "./start-code-change.server";

/** Finds changes that have lost their job, in all shops, and enqueues or fails them. */
export async function sweepCodeChanges(services: Services): Promise<void> {
  const { database, clock } = services;
  const lost = await database.query<{ shopId: number; id: number; lastProgressAt: Date }>(
    `SELECT shop_id AS "shopId", id, last_progress_at AS "lastProgressAt" FROM code_change
      WHERE state = 'running'
        AND NOT ${hasJob("format('change-codes:%s:%s', code_change.shop_id, code_change.id)")}`,
  );
  for (const { shopId, id, lastProgressAt } of lost) {
    const shop = { id: shopId };
    if (isOver(undefined, lastProgressAt, clock.now())) {
      await finishCodeChange(services, shop, id, { state: "failed", reason: changeFailed });
    } else await enqueueCodeChange(database, shop, id);
  }
}
