import {
  DecryptionError,
  decrypt,
  encrypt,
  type Purpose,
} from "../../../core/encryption/encrypt.server";
import type { Keyring } from "../../../core/encryption/keyring.server";

/** Encrypts the tokens of shops for the database. */
export interface TokenCipher {
  /** Base64 of the ciphertext. Never the same text twice. */
  seal(shopDomain: string, token: string): string;
  /**
   * The token that was encrypted. Undefined when it cannot be read: it was changed, is another shop's,
   * or was encrypted with a key that is gone. Signing in again brings a new one.
   */
  open(shopDomain: string, sealed: string): string | undefined;
}

export function tokenCipher(keyring: Keyring): TokenCipher {
  return {
    seal: (shopDomain, token) =>
      encrypt(keyring, tokenPurpose(shopDomain), token).toString("base64"),
    open: (shopDomain, sealed) => {
      try {
        return decrypt(keyring, tokenPurpose(shopDomain), Buffer.from(sealed, "base64"));
      } catch (error) {
        if (error instanceof DecryptionError) return undefined;
        throw error;
      }
    },
  };
}

/** What tokens are encrypted as: with one key, bound to their shop. */
export function tokenPurpose(shopDomain: string): Purpose {
  return { name: "shopify-token", boundTo: shopDomain };
}
