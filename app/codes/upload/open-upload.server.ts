import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import type { ByteSource } from "../reading/byte-source";
import { uploadPartBytes } from "./upload-size";

export interface StoredUpload extends ByteSource {
  fileName: string;
}

/** A file that came in complete, for reading; undefined when the shop has no such file. */
export async function openUpload(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  uploadId: string,
): Promise<StoredUpload | undefined> {
  const [upload] = await database.query<{ fileName: string; size: number }>(
    `SELECT file_name AS "fileName", byte_size AS size FROM upload
      WHERE shop_id = $1 AND id = $2 AND byte_size > 0`,
    [shop.id, uploadId],
  );
  if (!upload) return undefined;

  async function readPart(part: number, from: number, to: number): Promise<Uint8Array> {
    const [row] = await database.query<{ bytes: Buffer }>(
      `SELECT substring(bytes FROM $4 FOR $5) AS bytes FROM upload_chunk
        WHERE shop_id = $1 AND upload_id = $2 AND part = $3`,
      [shop.id, uploadId, part, from + 1, to - from],
    );
    if (!row) throw new Error(`The upload ${uploadId} has lost its part ${part}.`);
    return row.bytes;
  }

  return {
    ...upload,
    async *read(start, end) {
      for (let at = start; at < end; ) {
        const part = Math.floor(at / uploadPartBytes);
        const partStart = part * uploadPartBytes;
        const to = Math.min(end, partStart + uploadPartBytes);
        yield await readPart(part, at - partStart, to - partStart);
        at = to;
      }
    },
  };
}
