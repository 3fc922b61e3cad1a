import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { normaliseRecipient } from "../recipient";
import { recipientKey } from "../recipient-encryption.server";

/** Keys (hex) of everyone mentioned in a text: `ada@example.com and bob@example.com`. */
export function keysInText(
  secret: Pick<Services, "keyring">,
  shop: Pick<ShopContext, "id">,
  text: string,
): string[] {
  return text.split(/[\s,;<>()"']+/).flatMap((word) => {
    const read = normaliseRecipient(word);
    return read.ok ? [recipientKey(secret, shop, read.value).toString("hex")] : [];
  });
}
