import { createSecretKey, hkdfSync, type KeyObject } from "node:crypto";

/**
 * Derived keys by secret and purpose. Deriving a key takes longer than using it, and a list may
 * have a million recipients.
 */
const derived = new WeakMap<Buffer, Map<string, KeyObject>>();

/**
 * Derives a 32-byte key for one purpose from a secret (HKDF-SHA-256). Keys of different purposes
 * reveal nothing about each other.
 */
export function deriveKey(secret: Buffer, purpose: string): KeyObject {
  const ofSecret = derived.get(secret) ?? new Map<string, KeyObject>();
  const known = ofSecret.get(purpose);
  if (known) return known;
  const bytes = Buffer.from(hkdfSync("sha256", secret, Buffer.alloc(0), purpose, 32));
  const key = createSecretKey(bytes);
  derived.set(secret, ofSecret.set(purpose, key));
  return key;
}
