import { createHash, randomBytes } from "node:crypto";

/** A new secret: 256 random bits in hexadecimal. */
export function makeSecret(): string {
  return randomBytes(32).toString("hex");
}

/** What is kept of a secret. A plain hash is enough: nobody can try 2^256 secrets. */
export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
