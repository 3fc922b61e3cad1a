import { isOver } from "../../../../core/standstill";
import { hasJob } from "../../../../database/has-job";
import type { Services } from "../../../../services.server";
import type { BatchState } from "../batch";
import { enqueueImport, enqueueUndo } from "../batch-jobs.server";
import { endUndo, undoFailed } from "../undo/undo-import.server";
import { finishImport } from "./finish-import.server";
import { importFailed } from "./import-codes.server";

interface LostBatch {
  shopId: number;
  id: number;
  state: BatchState;
  lastProgressAt: Date | null;
}

/**
 * Finds imports and undos that have lost their job because its worker was killed too often, in all
 * shops. Recent progress: enqueues them again. Otherwise fails them with a reason.
 */
export async function sweepImports(services: Services): Promise<void> {
  const lost = await services.database.query<LostBatch>(
    `SELECT shop_id AS "shopId", id, state, last_progress_at AS "lastProgressAt" FROM batch
      WHERE state IN ('queued', 'running') AND NOT ${hasJob("format('import-codes:%s:%s', batch.shop_id, batch.id)")}
         OR state = 'undoing' AND NOT ${hasJob("format('undo-import:%s:%s', batch.shop_id, batch.id)")}`,
  );
  for (const batch of lost) await resumeOrFail(services, batch);
}

async function resumeOrFail(
  services: Services,
  { shopId, id, state, lastProgressAt }: LostBatch,
): Promise<void> {
  const shop = { id: shopId };
  const over = isOver(undefined, lastProgressAt, services.clock.now());
  if (state === "undoing") {
    if (over) await endUndo(services.database, shop, id, undoFailed);
    else await enqueueUndo(services.database, shop, { batchId: id, keepAssigned: false });
  } else if (over)
    await finishImport(services, shop, id, { state: "failed", reason: importFailed });
  else await enqueueImport(services.database, shop, id);
}
