import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { recordUploadFailure } from "./record-upload-failure.server";
import { runUploads } from "./run-uploads.server";
import { wakeUrgentUpload } from "./wake-urgent-upload.server";

/** Uploads the codes of a pool that somebody holds already, past all others; as `uploadCodes`. */
export async function uploadUrgentCodes(
  services: Services,
  shop: ShopContext,
  poolId: number,
  signal: AbortSignal,
): Promise<void> {
  const end = await runUploads(services, shop, { lane: "urgent", poolId, signal });
  if (end === "done") return;
  if (end === "more") {
    await services.database.transaction((tx) => wakeUrgentUpload(tx, shop.id, poolId));
  } else await recordUploadFailure(services, shop, poolId, end);
}
