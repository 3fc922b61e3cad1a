import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";
import type { Services } from "../../../services.server";
import { enqueueUpload } from "../../pools/stock/supply-figures.server";
import { recordUploadFailure } from "./record-upload-failure.server";
import { runUploads } from "./run-uploads.server";

/** Enqueues the urgent upload of the pool's assigned codes. Runs after commit. */
export async function enqueueUrgentUpload(
  tx: Transaction,
  shopId: number,
  poolId: number,
): Promise<void> {
  const key = `upload-urgent-codes:${shopId}:${poolId}`;
  await enqueue(tx, "upload-urgent-codes", { shopId, poolId }, { key, queue: key });
}

/**
 * Uploads the shop's pending codes in queue order for about a minute, and enqueues another run if
 * there are more. Throws when the platform doesn't respond, so the job is retried. If it denies
 * access, the failure is recorded for the merchant and the sweep tries again later.
 */
export async function uploadCodes(
  services: Services,
  shop: ShopContext,
  signal: AbortSignal,
): Promise<void> {
  const end = await runUploads(services, shop, { priority: "bulk", poolId: null, signal });
  if (end === "done") return;
  if (end === "more") await services.database.transaction((tx) => enqueueUpload(tx, shop.id));
  else await recordUploadFailure(services, shop, null, end);
}

/** Uploads a pool's assigned codes ahead of all others. Otherwise like `uploadCodes`. */
export async function uploadUrgentCodes(
  services: Services,
  shop: ShopContext,
  poolId: number,
  signal: AbortSignal,
): Promise<void> {
  const end = await runUploads(services, shop, { priority: "urgent", poolId, signal });
  if (end === "done") return;
  if (end === "more") {
    await services.database.transaction((tx) => enqueueUrgentUpload(tx, shop.id, poolId));
  } else await recordUploadFailure(services, shop, poolId, end);
}
