import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import { normaliseRecipient } from "../recipients/recipient";
import { recipientKey } from "../recipients/recipient-encryption.server";

/** A customer as identified by the platform. */
export interface Customer {
  id?: string | null | undefined;
  email?: string | null | undefined;
}

/**
 * Keys that the customer may be stored under, as hex: by address and by the platform's customer ID.
 * Job payloads carry these instead of personal data.
 */
export function customerKeys(
  secret: Pick<Services, "keyring">,
  shop: Pick<ShopContext, "id">,
  { id, email }: Customer,
): string[] {
  return [id, email].flatMap((text) => {
    const read = normaliseRecipient(text ?? "");
    return read.ok ? [recipientKey(secret, shop, read.value).toString("hex")] : [];
  });
}
