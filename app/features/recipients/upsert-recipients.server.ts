import type { ShopContext } from "../../core/ids";
import type { Sql, Transaction } from "../../database/database.server";
import type { Services } from "../../services.server";
import { identitiesOfPerson } from "./identities/identities-of-person";
import { domainOf } from "./recipient";
import { domainKey, encryptAddress } from "./recipient-encryption.server";

/** Someone by the key of their address or customer id (`recipientKey`), and that as text. */
export interface NamedRecipient {
  key: Buffer;
  text: string;
}

/** Makes recipients known to the shop, with their encrypted text. */
export async function upsertRecipients(
  keys: Pick<Services, "keyring">,
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  recipients: readonly NamedRecipient[],
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
      recipients.map(({ key }) => key),
      recipients.map(({ text }) => encryptAddress(keys, shop, text)),
      recipients.map(({ text }) => domainKey(keys, shop, domainOf(text))),
    ],
  );
}

/** Keys (hex) of recipients that are blocked under any identity. */
export async function readBlockedKeys(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  keys: readonly Buffer[],
): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ key: string }>(
    `SELECT encode(recipient.key, 'hex') AS key FROM recipient CROSS JOIN ${identitiesOfPerson}
      WHERE recipient.shop_id = $1 AND recipient.key = ANY($2::bytea[])
        AND name.blocked_at IS NOT NULL`,
    [shop.id, keys],
  );
  return new Set(rows.map(({ key }) => key));
}
