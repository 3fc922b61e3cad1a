import type { ShopContext } from "../../core/ids";
import { namesOfPerson } from "../../recipients/names-of-person";
import { recipientKey, sealAddress } from "../../recipients/recipient-vault.server";
import type { Services } from "../../services.server";
import type { ChunkCode, CodeChunk } from "./code-chunk";

/**
 * Makes the recipients of a chunk known to the shop, and sets the rows of blocked ones aside. A
 * statement of its own: an assignment holds its pool's line while it makes recipients, so an import
 * that made them and then waited for the line would wait in a circle.
 */
export async function knowRecipients(
  services: Services,
  shop: Pick<ShopContext, "id">,
  { codes, rejects }: CodeChunk,
): Promise<CodeChunk> {
  const named = codes.filter(({ code }) => code.recipient !== null);
  if (named.length === 0) return { codes, rejects };
  for (const chunkCode of named) {
    const { recipient } = chunkCode.code;
    if (recipient) chunkCode.recipientKey = recipientKey(services, shop, recipient);
  }
  const keys = named.map(({ recipientKey: key }) => key);
  const addresses = named.map(({ code }) => sealAddress(services, shop, code.recipient ?? ""));
  await services.database.transaction((tx) =>
    tx.query(
      `INSERT INTO recipient (shop_id, key, address)
       SELECT DISTINCT ON (key) $1::int, key, address
         FROM unnest($2::bytea[], $3::bytea[]) AS person (key, address)
        WHERE NOT EXISTS (SELECT 1 FROM recipient WHERE shop_id = $1 AND recipient.key = person.key
                             AND recipient.address IS NOT NULL)
        ORDER BY key
       -- A name that was known by its hash only is written out now.
       ON CONFLICT (shop_id, key) DO UPDATE SET address = excluded.address
        WHERE recipient.address IS NULL`,
      [shop.id, keys, addresses],
    ),
  );
  const blocked = await services.database.query<{ key: Buffer }>(
    `SELECT recipient.key FROM recipient CROSS JOIN ${namesOfPerson}
      WHERE recipient.shop_id = $1 AND recipient.key = ANY($2::bytea[])
        AND name.blocked_at IS NOT NULL`,
    [shop.id, keys],
  );
  const refused = new Set(blocked.map(({ key }) => key.toString("hex")));
  const isRefused = ({ recipientKey: key }: ChunkCode) =>
    key !== null && refused.has(key.toString("hex"));
  return {
    codes: codes.filter((code) => !isRefused(code)),
    rejects: [
      ...rejects,
      ...codes.filter(isRefused).map(({ line, code }) => ({
        line,
        text: code.code,
        message: "This recipient is blocked.",
      })),
    ],
  };
}
