import type { ShopContext } from "../../app/core/ids";
import type { Batch } from "../../app/features/codes/import/batch";
import { draftImport } from "../../app/features/codes/import/drafting/draft-import.server";
import { startImport } from "../../app/features/codes/import/drafting/start-import.server";
import { findBatch } from "../../app/features/codes/import/find-batch.server";
import { importCodes } from "../../app/features/codes/import/running/import-codes.server";
import { storeUpload } from "../../app/files/store/store-upload.server";
import type { Services } from "../../app/services.server";
import { expectOk } from "../factories/import-file";

/** The app's part of an import: stores the file, drafts and starts the import. Resolves the batch's ID. */
export async function beginImport(
  services: Services,
  shop: ShopContext,
  poolId: number,
  body: AsyncIterable<Uint8Array>,
): Promise<number> {
  const actor = { name: "Bench" };
  const file = { fileName: "codes.csv", declaredBytes: null, body };
  const { uploadId } = expectOk(await storeUpload(services, shop, file));
  const { batchId } = expectOk(await draftImport(services, shop, { poolId, uploadId, actor }));
  expectOk(await startImport(services, shop, { poolId, batchId, actor }));
  return batchId;
}

/** The worker's part of an import. */
export async function finishImport(
  services: Services,
  shop: ShopContext,
  { poolId, batchId }: { poolId: number; batchId: number },
): Promise<Batch> {
  await importCodes(services, shop, batchId, new AbortController().signal);
  return expectOk(await findBatch(services, shop, { poolId, batchId }));
}
