import { createHmac } from "node:crypto";
import { deriveKey } from "../../core/encryption/derive-key.server";
import { decrypt, encrypt, type Purpose, reencrypt } from "../../core/encryption/encrypt.server";
import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import type { NormalisedRecipient } from "./recipient";

type Keys = Pick<Services, "keyring">;
type OfShop = Pick<ShopContext, "id">;

const hashBytes = 16;
const maxDomains = 10_000;

/** Hashes of domains, by secret and shop: a list of a million recipients has few. */
const domains = new WeakMap<Buffer, Map<string, Buffer>>();

/**
 * What a recipient is found by, 16 bytes: the same person of the same shop gives the same bytes, and
 * nobody without the secret can tell the person from them, or that two shops know the same one.
 */
export function recipientKey(
  { keyring: { hashSecret } }: Keys,
  shop: OfShop,
  recipient: NormalisedRecipient,
): Buffer {
  return keyedHash(hashSecret, `recipient-key:${shop.id}`, recipient);
}

/**
 * What all recipients of one domain are found by, 16 bytes, with the same properties as `recipientKey`;
 * empty for a recipient without a domain (null).
 */
export function domainKey(
  { keyring: { hashSecret } }: Keys,
  shop: OfShop,
  domain: string | null,
): Buffer {
  if (domain === null) return Buffer.alloc(0);
  const ofSecret = domains.get(hashSecret) ?? new Map<string, Buffer>();
  const name = `${shop.id} ${domain}`;
  const known = ofSecret.get(name);
  if (known) return known;
  const hash = keyedHash(hashSecret, `recipient-domain:${shop.id}`, domain);
  if (ofSecret.size >= maxDomains) ofSecret.clear();
  domains.set(hashSecret, ofSecret.set(name, hash));
  return hash;
}

/** Encrypts an address for the database. Never twice the same bytes. */
export function encryptAddress({ keyring }: Keys, shop: OfShop, text: string): Buffer {
  return encrypt(keyring, addressPurpose(shop.id), text);
}

/** The text that `encryptAddress` was given. Throws a `DecryptionError`, also for another shop's bytes. */
export function decryptAddress({ keyring }: Keys, shop: OfShop, sealed: Buffer): string {
  return decrypt(keyring, addressPurpose(shop.id), sealed);
}

/** An encrypted address for another row: under the current key. Throws as `decryptAddress` does. */
export function reencryptAddress({ keyring }: Keys, shop: OfShop, sealed: Buffer): Buffer {
  return reencrypt(keyring, addressPurpose(shop.id), sealed);
}

/** What addresses and the other cells of a list are encrypted as: with a key of each shop. */
export function addressPurpose(shopId: number): Purpose {
  return { name: `recipient-address:${shopId}`, boundTo: "" };
}

function keyedHash(secret: Buffer, purpose: string, text: string): Buffer {
  const hash = createHmac("sha256", deriveKey(secret, purpose)).update(text).digest();
  return hash.subarray(0, hashBytes);
}
