import type { Actor, ShopContext } from "../../../../core/ids";
import { failure, type Result, success } from "../../../../core/result";
import type { Services } from "../../../../services.server";
import type { BatchNotFound } from "../batch";
import { findBatch } from "../find-batch.server";
import { finishImport } from "./finish-import.server";

/** There is nothing to stop: the import is over, or was never started. */
export type ImportOver = { kind: "import_over" };

/**
 * Stops an import that waits or runs. The rows under way come in or do not, all of them; codes that
 * came in stay, with their report, and can be undone.
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
