import { randomUUID } from "node:crypto";
import type { ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import type { Services } from "../../services.server";
import { kindOfFile } from "../parse/file-kind";
import type { FileUnreadable } from "../parse/parse-options";
import { dropUpload } from "./drop-uploads.server";
import { maxUploadBytes, maxWaitingBytes, uploadPartBytes } from "./upload-size";

export type UploadTooLarge = { kind: "upload_too_large"; limitBytes: number; message: string };
export type TooManyUploads = { kind: "too_many_uploads"; limitBytes: number; message: string };

export interface IncomingFile {
  /** The file's name on the merchant's computer. */
  fileName: string;
  /** The size that the sender declares, or null. */
  declaredBytes: number | null;
  body: AsyncIterable<Uint8Array>;
}

/**
 * Stores a file in parts, without holding it in memory. The id becomes known only when the file is
 * complete, and any failure, including a broken connection, leaves nothing behind. Fails if the
 * file is too large or can't be a list, or if too many files are waiting.
 */
export async function storeUpload(
  services: Services,
  shop: Pick<ShopContext, "id">,
  { fileName, declaredBytes, body }: IncomingFile,
): Promise<
  Result<{ uploadId: string; bytes: number }, UploadTooLarge | TooManyUploads | FileUnreadable>
> {
  if (declaredBytes !== null && declaredBytes > maxUploadBytes) return tooLarge();
  if ((await waitingBytes(services, shop)) >= maxWaitingBytes) return tooMany();
  const { database, clock } = services;
  const uploadId = randomUUID();
  const name = fileName.replace(/\p{C}/gu, "").slice(-200) || "list";
  try {
    let bytes = 0;
    let part = 0;
    for await (const piece of inParts(body)) {
      const refused = part === 0 ? refuseKind(piece) : undefined;
      if (refused) return refused;
      bytes += piece.byteLength;
      if (bytes > maxUploadBytes) return await discard(services, shop, uploadId, tooLarge());
      if (part === 0) {
        await database.query(
          "INSERT INTO file_upload (shop_id, id, file_name, byte_size, created_at) VALUES ($1, $2, $3, 0, $4)",
          [shop.id, uploadId, name, clock.now()],
        );
      }
      await database.query(
        "INSERT INTO file_upload_chunk (shop_id, upload_id, part, bytes) VALUES ($1, $2, $3, $4)",
        [shop.id, uploadId, part, piece],
      );
      part += 1;
    }
    if (bytes === 0) {
      return failure({ kind: "file_unreadable", message: "This file is empty. Choose another." });
    }
    await database.query("UPDATE file_upload SET byte_size = $3 WHERE shop_id = $1 AND id = $2", [
      shop.id,
      uploadId,
      bytes,
    ]);
    return success({ uploadId, bytes });
  } catch (error) {
    await discard(services, shop, uploadId, undefined);
    throw error;
  }
}

async function waitingBytes(
  { database }: Services,
  shop: Pick<ShopContext, "id">,
): Promise<number> {
  const [row] = await database.query<{ bytes: string }>(
    "SELECT coalesce(sum(byte_size), 0) AS bytes FROM file_upload WHERE shop_id = $1",
    [shop.id],
  );
  return Number(row?.bytes ?? 0);
}

function tooMany() {
  return failure({
    kind: "too_many_uploads",
    limitBytes: maxWaitingBytes,
    message:
      "Files waiting to be imported take up 2 GB. Import or discard some of them, or try again tomorrow.",
  });
}

function tooLarge() {
  return failure({
    kind: "upload_too_large",
    limitBytes: maxUploadBytes,
    message: "Files can be up to 256 MB. Split this one into smaller files.",
  });
}

function refuseKind(start: Uint8Array) {
  const kind = kindOfFile(start.subarray(0, 65_536));
  if (kind.kind !== "other") return undefined;
  return failure({ kind: "file_unreadable", message: kind.message });
}

async function discard<Outcome>(
  { database }: Services,
  shop: Pick<ShopContext, "id">,
  uploadId: string,
  outcome: Outcome,
): Promise<Outcome> {
  await dropUpload(database, shop, uploadId);
  return outcome;
}

/** Regroups the bytes into parts of `uploadPartBytes`. The last part is shorter. */
async function* inParts(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    let rest = piece;
    while (size + rest.byteLength >= uploadPartBytes) {
      const cut = uploadPartBytes - size;
      yield Buffer.concat([...waiting, rest.subarray(0, cut)]);
      rest = rest.subarray(cut);
      waiting = [];
      size = 0;
    }
    if (rest.byteLength > 0) waiting.push(rest);
    size += rest.byteLength;
  }
  if (size > 0) yield Buffer.concat(waiting);
}
