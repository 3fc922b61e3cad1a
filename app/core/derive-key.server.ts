import { createSecretKey, hkdfSync, type KeyObject } from "node:crypto";

/** A key of 32 bytes for one purpose, made from the app's secret. Keys of two purposes tell nothing of each other. */
export function deriveKey(secret: Buffer, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync("sha256", secret, Buffer.alloc(0), purpose, 32)));
}
