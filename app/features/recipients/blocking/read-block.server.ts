import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { identitiesOfPerson } from "../identities/identities-of-person";
import { type NormalisedRecipient, normaliseRecipient } from "../recipient";
import { recipientKey } from "../recipient-encryption.server";

/**
 * Whether a recipient, as typed, is blocked under any identity; null when it isn't a full address
 * or customer ID.
 */
export async function readBlock(
  services: Pick<Services, "database" | "keyring">,
  shop: Pick<ShopContext, "id">,
  recipient: string,
): Promise<{ recipient: NormalisedRecipient; blocked: boolean } | null> {
  const person = normaliseRecipient(recipient);
  if (!person.ok) return null;
  const rows = await services.database.query(
    `SELECT 1 FROM recipient CROSS JOIN ${identitiesOfPerson}
      WHERE recipient.shop_id = $1 AND recipient.key = $2 AND name.blocked_at IS NOT NULL`,
    [shop.id, recipientKey(services, shop, person.value)],
  );
  return { recipient: person.value, blocked: rows.length > 0 };
}
