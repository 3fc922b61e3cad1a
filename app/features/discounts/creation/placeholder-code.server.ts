import { createHash, createHmac } from "node:crypto";
import { deriveKey } from "../../../core/encryption/derive-key.server";
import type { ShopContext } from "../../../core/ids";
import type { DiscountTerms } from "../../../platform/discount-terms";
import type { Services } from "../../../services.server";

/** What a creation is known by: the same key and terms are the same creation. Hexadecimal. */
export function idempotencyToken(creationKey: string, terms: DiscountTerms): string {
  return createHash("sha256")
    .update(`${creationKey}\n${JSON.stringify(terms)}`)
    .digest("hex");
}

/**
 * The code that a new discount must have on the platform before it has any of ours. Nobody can guess
 * it and nobody is given it; a job removes it. Made from the creation, so that a creation whose answer
 * was lost is found again by its code, and so that it stands nowhere.
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
