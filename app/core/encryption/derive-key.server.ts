import { createSecretKey, hkdfSync, type KeyObject } from "node:crypto";

/** Deriving costs more than using, and a list has a million recipients. */
const derived = new WeakMap<Buffer, Map<string, KeyObject>>();

/** A key of 32 bytes for one purpose, made from a secret. Keys of two purposes tell nothing of each other. */
export function deriveKey(secret: Buffer, purpose: string): KeyObject {
  const ofSecret = derived.get(secret) ?? new Map<string, KeyObject>();
  const known = ofSecret.get(purpose);
  if (known) return known;
  const bytes = Buffer.from(hkdfSync("sha256", secret, Buffer.alloc(0), purpose, 32));
  const key = createSecretKey(bytes);
  derived.set(secret, ofSecret.set(purpose, key));
  return key;
}
