import type { ShopContext } from "../../app/core/ids";
import type { Result } from "../../app/core/result";
import type { Batch } from "../../app/features/codes/import/batch";
import { draftImport } from "../../app/features/codes/import/drafting/draft-import.server";
import { findBatch } from "../../app/features/codes/import/find-batch.server";
import { importCodes } from "../../app/features/codes/import/running/import-codes.server";
import { storeUpload } from "../../app/files/store/store-upload.server";
import type { Services } from "../../app/services.server";
import { startImportOf } from "./start-import-of";

const actor = { name: "Ada" };

/** The value of a successful result. Throws if it is a failure. */
export function expectOk<Value>(result: Result<Value, { kind: string; message?: string }>): Value {
  if (result.ok) return result.value;
  throw new Error(`refused: ${result.failure.kind} ${result.failure.message ?? ""}`);
}

/** Uploads a file in chunks, as a browser does. */
export async function sendFile(
  services: Services,
  shop: ShopContext,
  content: string | Uint8Array,
  { fileName = "codes.csv", pieceSize = 65_536 } = {},
) {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  async function* body() {
    for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
  }
  return storeUpload(services, shop, { fileName, declaredBytes: bytes.length, body: body() });
}

/** Uploads a file and drafts an import. Returns the batch's ID. */
export async function draftFile(
  services: Services,
  shop: ShopContext,
  poolId: number,
  content: string | Uint8Array,
): Promise<number> {
  const { uploadId } = expectOk(await sendFile(services, shop, content));
  return expectOk(await draftImport(services, shop, { poolId, uploadId, actor })).batchId;
}

/** Imports a file completely, as the worker would. */
export async function importFile(
  services: Services,
  shop: ShopContext,
  poolId: number,
  content: string,
): Promise<Batch> {
  const batchId = await startImportOf(services, shop, poolId, content);
  await importCodes(services, shop, batchId, new AbortController().signal);
  return expectOk(await findBatch(services, shop, { poolId, batchId }));
}
