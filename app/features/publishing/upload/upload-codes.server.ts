import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { enqueueUpload } from "../../pools/stock/supply-figures.server";
import { recordUploadFailure } from "./record-upload-failure.server";
import { runUploads } from "./run-uploads.server";

/**
 * Uploads the shop's waiting codes in the order of their lines, for about a minute, and asks for
 * another turn when there are more. Throws when the platform does not answer: the job tries again.
 * When it will not have us, the merchant is told, and nothing is tried for a while.
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
