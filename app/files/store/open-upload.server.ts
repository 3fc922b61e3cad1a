import type { ShopContext } from "../../core/ids";
import { LastingError } from "../../core/standstill";
import type { Services } from "../../services.server";
import type { ByteSource } from "../parse/byte-source";
import { uploadPartBytes } from "./upload-size";

/**
 * Bytes per query. They arrive as text of twice that length, so reading a whole part at a time
 * would leave megabytes of garbage per query.
 */
const pieceBytes = 2 ** 18;

export interface StoredUpload extends ByteSource {
  fileName: string;
  createdAt: Date;
}

/**
 * Opens a completely uploaded file for reading. Undefined if the shop has no such file. Reading
 * throws a `LastingError` if the file is deleted or damaged in the meantime.
 */
export async function openUpload(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  uploadId: string,
): Promise<StoredUpload | undefined> {
  const [upload] = await database.query<Pick<StoredUpload, "fileName" | "size" | "createdAt">>(
    `SELECT file_name AS "fileName", byte_size AS size, created_at AS "createdAt" FROM file_upload
      WHERE shop_id = $1 AND id = $2 AND byte_size > 0`,
    [shop.id, uploadId],
  );
  if (!upload) return undefined;

  async function readPart(part: number, from: number, to: number): Promise<Uint8Array> {
    const [row] = await database.query<{ bytes: Buffer }>(
      `SELECT substring(bytes FROM $4 FOR $5) AS bytes FROM file_upload_chunk
        WHERE shop_id = $1 AND upload_id = $2 AND part = $3`,
      [shop.id, uploadId, part, from + 1, to - from],
    );
    if (row?.bytes.length !== to - from) {
      throw new LastingError("The file is no longer available. Choose it again.");
    }
    return row.bytes;
  }

  return {
    ...upload,
    async *read(start, end) {
      for (let at = start; at < end; ) {
        const part = Math.floor(at / uploadPartBytes);
        const partStart = part * uploadPartBytes;
        const to = Math.min(end, partStart + uploadPartBytes, at + pieceBytes);
        yield await readPart(part, at - partStart, to - partStart);
        at = to;
      }
    },
  };
}
