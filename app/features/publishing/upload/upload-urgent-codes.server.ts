import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { enqueueUrgentUpload } from "./enqueue-urgent-upload.server";
import { recordUploadFailure } from "./record-upload-failure.server";
import { runUploads } from "./run-uploads.server";

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
