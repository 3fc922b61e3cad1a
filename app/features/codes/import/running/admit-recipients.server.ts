import type { ShopContext } from "../../../../core/ids";
import type { Services } from "../../../../services.server";
import { erasedSince } from "../../../recipients/identities/erased-identities.server";
import { recipientKey } from "../../../recipients/recipient-encryption.server";
import { readBlockedKeys, upsertRecipients } from "../../../recipients/upsert-recipients.server";
import type { ChunkCode, CodeChunk } from "./code-chunk";

interface Source {
  batchId: number;
  uploadedAt: Date;
}

/**
 * Upserts the recipients of a chunk, and rejects rows of blocked ones and of customers erased since the
 * file arrived. Runs in its own transaction to avoid a deadlock: an assignment inserts recipients while
 * it holds its pool's lock, so an import must not hold recipients while it waits for that lock.
 */
export async function admitRecipients(
  services: Services,
  shop: Pick<ShopContext, "id">,
  { batchId, uploadedAt }: Source,
  { codes, rejects }: CodeChunk,
): Promise<CodeChunk> {
  const named = codes.filter(({ code }) => code.recipient !== null);
  if (named.length === 0) return { codes, rejects };
  for (const chunkCode of named) {
    const { recipient } = chunkCode.code;
    if (recipient) chunkCode.recipientKey = recipientKey(services, shop, recipient);
  }
  const { erased, blocked } = await services.database.transaction(async (tx) => {
    // An erasure stores its identities, then takes this lock: it is either seen by the queries below
    // or runs after the insert.
    await tx.query("SELECT 1 FROM batch WHERE shop_id = $1 AND id = $2 FOR SHARE", [
      shop.id,
      batchId,
    ]);
    const erased = await erasedSince(tx, shop, uploadedAt);
    const stored = named.flatMap(({ code, recipientKey: key }) =>
      key && code.recipient !== null && !isOneOf(erased, key)
        ? [{ key, text: code.recipient }]
        : [],
    );
    await upsertRecipients(services, tx, shop, stored);
    const keys = stored.map(({ key }) => key);
    return { erased, blocked: await readBlockedKeys(tx, shop, keys) };
  });
  const problemOf = ({ recipientKey: key }: ChunkCode) => {
    if (isOneOf(erased, key)) return "This customer’s data was erased at their request.";
    return isOneOf(blocked, key) ? "This recipient is blocked." : undefined;
  };
  return {
    codes: codes.filter((code) => problemOf(code) === undefined),
    rejects: [
      ...rejects,
      ...codes.flatMap((row) => {
        const message = problemOf(row);
        return message ? [{ line: row.line, text: row.code.code, message }] : [];
      }),
    ],
  };
}

function isOneOf(keys: ReadonlySet<string>, key: Buffer | null): boolean {
  return keys.size > 0 && key !== null && keys.has(key.toString("hex"));
}
