import type { ShopContext } from "../../app/core/ids";
import type { Batch } from "../../app/features/codes/import/batch";
import { draftImport } from "../../app/features/codes/import/drafting/draft-import.server";
import { startImport } from "../../app/features/codes/import/drafting/start-import.server";
import { findBatch } from "../../app/features/codes/import/find-batch.server";
import { importCodes } from "../../app/features/codes/import/running/import-codes.server";
import { storeUpload } from "../../app/files/store/store-upload.server";
import type { Services } from "../../app/services.server";
import { expectOk } from "../factories/import-file";

/** What the app does with a file: takes it in, looks into it, starts its import. Resolves the batch. */
export async function bringIn(
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

/** What the worker does then. */
export async function workOff(
  services: Services,
  shop: ShopContext,
  { poolId, batchId }: { poolId: number; batchId: number },
): Promise<Batch> {
  await importCodes(services, shop, batchId, new AbortController().signal);
  return expectOk(await findBatch(services, shop, { poolId, batchId }));
}
