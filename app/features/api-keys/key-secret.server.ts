import { createHash, randomBytes } from "node:crypto";

/** A new secret: 256 random bits in hexadecimal. */
export function makeSecret(): string {
  return randomBytes(32).toString("hex");
}

/** The stored hash of a secret. A plain hash is enough for 256 random bits. */
export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
