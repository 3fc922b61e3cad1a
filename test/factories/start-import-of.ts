import { Readable } from "node:stream";
import type { ShopContext } from "../../app/core/ids";
import { draftImport } from "../../app/features/codes/import/drafting/draft-import.server";
import { startImport } from "../../app/features/codes/import/drafting/start-import.server";
import { storeUpload } from "../../app/files/store/store-upload.server";
import type { Services } from "../../app/services.server";

const actor = { name: "Ada" };

/** Uploads a file and starts its import, as a merchant does. Resolves the batch's ID. */
export async function startImportOf(
  services: Services,
  shop: ShopContext,
  poolId: number,
  file: string | Iterable<Buffer>,
  fileName = "codes.csv",
): Promise<number> {
  const body = Readable.from(typeof file === "string" ? [Buffer.from(file)] : file);
  const stored = await storeUpload(services, shop, { fileName, declaredBytes: null, body });
  if (!stored.ok) throw new Error(stored.failure.message);
  const { uploadId } = stored.value;
  const drafted = await draftImport(services, shop, { poolId, uploadId, actor });
  if (!drafted.ok) throw new Error(JSON.stringify(drafted.failure));
  const { batchId } = drafted.value;
  const started = await startImport(services, shop, { poolId, batchId, actor });
  if (!started.ok) throw new Error(JSON.stringify(started.failure));
  return batchId;
}

/** A CSV of `count` different codes with a header, in chunks of about a megabyte. */
export function* manyCodes(count: number, prefix = "IMPORT"): Generator<Buffer> {
  let text = "code\n";
  for (let index = 0; index < count; index += 1) {
    // Scattered like random codes: neighbors in the file aren't neighbors in an index.
    text += `${prefix}-${((index * 2_654_435_761) % 2 ** 32).toString(36).toUpperCase()}-${index}\n`;
    if (text.length > 1_000_000) {
      yield Buffer.from(text);
      text = "";
    }
  }
  yield Buffer.from(text);
}
