import type { ShopContext } from "../../../../core/ids";
import type { Transaction } from "../../../../database/database.server";
import type { Services } from "../../../../services.server";
import { erasedSince } from "../../../recipients/identities/erased-identities.server";
import { identitiesOfPerson } from "../../../recipients/identities/identities-of-person";
import { domainOf } from "../../../recipients/recipient";
import {
  domainKey,
  encryptAddress,
  recipientKey,
} from "../../../recipients/recipient-encryption.server";
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
export async function upsertRecipients(
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
    const stored = named.filter(({ recipientKey: key }) => !isOneOf(erased, key));
    await storeRecipients(services, tx, shop, stored);
    return { erased, blocked: await readBlocked(tx, shop, stored) };
  });
  const problemOf = ({ recipientKey: key }: ChunkCode) => {
    if (isOneOf(erased, key)) return "This customer's data was erased at their request.";
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

async function storeRecipients(
  services: Services,
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  named: readonly ChunkCode[],
): Promise<void> {
  await tx.query(
    `INSERT INTO recipient (shop_id, key, address, domain_key)
     SELECT DISTINCT ON (key) $1::int, key, address, domain
       FROM unnest($2::bytea[], $3::bytea[], $4::bytea[]) AS person (key, address, domain)
      WHERE NOT EXISTS (SELECT 1 FROM recipient WHERE shop_id = $1 AND recipient.key = person.key
                           AND recipient.address IS NOT NULL)
      ORDER BY key
-- Fills in the address of a recipient that was stored by its hash only.
     ON CONFLICT (shop_id, key) DO UPDATE SET address = excluded.address, domain_key = excluded.domain_key
      WHERE recipient.address IS NULL`,
    [
      shop.id,
      named.map(({ recipientKey: key }) => key),
      named.map(({ code }) => encryptAddress(services, shop, code.recipient ?? "")),
      named.map(({ code }) => domainKey(services, shop, domainOf(code.recipient ?? ""))),
    ],
  );
}

/** Keys (hex) of recipients that are blocked under any identity. */
async function readBlocked(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  named: readonly ChunkCode[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ key: string }>(
    `SELECT encode(recipient.key, 'hex') AS key FROM recipient CROSS JOIN ${identitiesOfPerson}
      WHERE recipient.shop_id = $1 AND recipient.key = ANY($2::bytea[])
        AND name.blocked_at IS NOT NULL`,
    [shop.id, named.map(({ recipientKey: key }) => key)],
  );
  return new Set(rows.map(({ key }) => key));
}
