import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { deriveKey } from "../../../core/derive-key.server";

const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts the tokens of shops for the database. */
export interface TokenCipher {
  /** Base64 of nonce, tag and text. Never the same text twice. */
  seal(shopDomain: string, token: string): string;
  /**
   * The token that was encrypted. Undefined when it cannot be read: it was changed, is another shop's,
   * or was encrypted with another secret. Signing in again brings a new one.
   */
  open(shopDomain: string, sealed: string): string | undefined;
}

/** `encryptionKey`: the app's secret, 32 bytes. Tokens get a key of their own, made from it. */
export function tokenCipher(encryptionKey: Buffer): TokenCipher {
  const key = deriveKey(encryptionKey, "shopify-token");
  return {
    seal: (shopDomain, token) => {
      const nonce = randomBytes(nonceBytes);
      const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(shopDomain));
      const body = Buffer.concat([sealing.update(token, "utf8"), sealing.final()]);
      return Buffer.concat([nonce, sealing.getAuthTag(), body]).toString("base64");
    },
    open: (shopDomain, sealed) => {
      const bytes = Buffer.from(sealed, "base64");
      if (bytes.length < nonceBytes + tagBytes) return undefined;
      const opening = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes))
        .setAAD(Buffer.from(shopDomain))
        .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      const body = opening.update(bytes.subarray(nonceBytes + tagBytes));
      try {
        return Buffer.concat([body, opening.final()]).toString("utf8");
      } catch {
        return undefined;
      }
    },
  };
}
