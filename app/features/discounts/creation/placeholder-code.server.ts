import { createHash, createHmac } from "node:crypto";
import { deriveKey } from "../../../core/encryption/derive-key.server";
import type { ShopContext } from "../../../core/ids";
import type { DiscountTerms } from "../../../platform/discount-terms";
import type { Services } from "../../../services.server";

/** Identifies a creation: the same key and terms yield the same token. Hexadecimal. */
export function idempotencyToken(creationKey: string, terms: DiscountTerms): string {
  return createHash("sha256")
    .update(`${creationKey}\n${JSON.stringify(terms)}`)
    .digest("hex");
}

/**
 * The code that a new discount must have on the platform. It can't be guessed and is never assigned; a
 * job removes it. Derived from the creation, so a lost response can be recovered and the code isn't
 * stored.
 */
export function placeholderCode(
  { keyring }: Pick<Services, "keyring">,
  shop: Pick<ShopContext, "id">,
  creation: string,
): string {
  const key = deriveKey(keyring.hashSecret, "first-code");
  const digest = createHmac("sha256", key).update(`${shop.id} ${creation}`).digest("hex");
  return `SETUP-${digest.slice(0, 40).toUpperCase()}`;
}
