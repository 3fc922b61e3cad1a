import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  type KeyObject,
  randomFillSync,
} from "node:crypto";
import { deriveKey } from "../../core/derive-key.server";
import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import type { NormalisedRecipient } from "./recipient";

type Secret = Pick<Services, "encryptionKey">;
type OfShop = Pick<ShopContext, "id">;

interface ShopKeys {
  lookup: KeyObject;
  domain: KeyObject;
  address: KeyObject;
  /** Keys of domains: a list of a million recipients has few. */
  domains: Map<string, Buffer>;
}

const keyBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;
const cipher = "aes-256-gcm";
const mostDomains = 10_000;

/** By secret, then by shop: deriving costs more than using, and a list has a million recipients. */
const derived = new WeakMap<Buffer, Map<number, ShopKeys>>();

/**
 * What a recipient is found by, 16 bytes: the same person of the same shop gives the same bytes, and
 * nobody without the secret can tell the person from them, or that two shops know the same one.
 */
export function recipientKey(secret: Secret, shop: OfShop, recipient: NormalisedRecipient): Buffer {
  const hash = createHmac("sha256", shopKeys(secret, shop).lookup).update(recipient).digest();
  return hash.subarray(0, keyBytes);
}

/**
 * What all recipients of one domain are found by, 16 bytes, with the same properties as `recipientKey`;
 * empty for a recipient without a domain (null).
 */
export function domainKey(secret: Secret, shop: OfShop, domain: string | null): Buffer {
  if (domain === null) return Buffer.alloc(0);
  const keys = shopKeys(secret, shop);
  const known = keys.domains.get(domain);
  if (known) return known;
  const hash = createHmac("sha256", keys.domain).update(domain).digest().subarray(0, keyBytes);
  if (keys.domains.size >= mostDomains) keys.domains.clear();
  keys.domains.set(domain, hash);
  return hash;
}

/** Encrypts an address for the database: nonce, tag, text. Never twice the same bytes. */
export function encryptAddress(secret: Secret, shop: OfShop, text: string): Buffer {
  const nonce = freshNonce();
  const sealing = createCipheriv(cipher, shopKeys(secret, shop).address, nonce);
  const body = sealing.update(text, "utf8");
  sealing.final();
  return Buffer.concat([nonce, sealing.getAuthTag(), body]);
}

/** The text that `encryptAddress` was given. Throws when the bytes were changed or are another shop's. */
export function decryptAddress(secret: Secret, shop: OfShop, sealed: Buffer): string {
  const nonce = sealed.subarray(0, nonceBytes);
  const opening = createDecipheriv(cipher, shopKeys(secret, shop).address, nonce);
  opening.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  const body = opening.update(sealed.subarray(nonceBytes + tagBytes));
  return Buffer.concat([body, opening.final()]).toString("utf8");
}

function shopKeys({ encryptionKey }: Secret, { id }: OfShop): ShopKeys {
  const known = derived.get(encryptionKey)?.get(id);
  if (known) return known;
  const keys = {
    lookup: deriveKey(encryptionKey, `recipient-key:${id}`),
    domain: deriveKey(encryptionKey, `recipient-domain:${id}`),
    address: deriveKey(encryptionKey, `recipient-address:${id}`),
    domains: new Map<string, Buffer>(),
  };
  const shops = derived.get(encryptionKey) ?? new Map<number, ShopKeys>();
  derived.set(encryptionKey, shops.set(id, keys));
  return keys;
}

const nonces = { bytes: Buffer.alloc(nonceBytes * 1024), used: nonceBytes * 1024 };

/** Randomness is fetched for a thousand nonces at a time: one by one it costs more than the cipher. */
function freshNonce(): Buffer {
  if (nonces.used === nonces.bytes.length) {
    randomFillSync(nonces.bytes);
    nonces.used = 0;
  }
  const nonce = Buffer.from(nonces.bytes.subarray(nonces.used, nonces.used + nonceBytes));
  nonces.used += nonceBytes;
  return nonce;
}
