import type { Actor, ShopContext } from "../../../../core/ids";
import { failure, type Result, success } from "../../../../core/result";
import type { Services } from "../../../../services.server";
import type { BatchNotFound } from "../batch";
import { findBatch } from "../find-batch.server";
import { finishImport } from "./finish-import.server";

/** The import has ended, or was never started. */
export type ImportOver = { kind: "import_over" };

/**
 * Stops a queued or running import. The chunk in progress is imported entirely or not at all. Imported
 * codes and their report stay, and can be undone. Fails if the import has ended.
 */
export async function stopImport(
  services: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { poolId, batchId, actor }: { poolId: number; batchId: number; actor: Actor },
): Promise<Result<null, BatchNotFound | ImportOver>> {
  const batch = await findBatch(services, shop, { poolId, batchId });
  if (!batch.ok) return batch;
  const stopped = await finishImport(services, shop, batchId, { state: "stopped", by: actor });
  return stopped ? success(null) : failure({ kind: "import_over" });
}
