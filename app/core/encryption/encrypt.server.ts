import { createCipheriv, createDecipheriv, randomFillSync } from "node:crypto";
import { deriveKey } from "./derive-key.server";
import type { Keyring } from "./keyring.server";

const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/** What a ciphertext is for. It can't be decrypted for any other purpose. */
export interface Purpose {
  /** Each name has its own keys: `recipient-address:7`. */
  name: string;
  /** The owner, authenticated with the text if one purpose serves many owners. Otherwise empty. */
  boundTo: string;
}

/** Bytes that can't be decrypted. The message may name the key but never contains the data. */
export class DecryptionError extends Error {
  override name = "DecryptionError";

  /** `keyId` is the missing key. Undefined if the bytes were changed or belong elsewhere. */
  constructor(readonly keyId?: string) {
    super(
      keyId === undefined
        ? "These bytes cannot be decrypted: they were changed, or belong to something else."
        : `These bytes are encrypted with the key "${keyId}", which ENCRYPTION_KEYS does not have.`,
    );
  }
}

/**
 * Encrypts a text with the current key (AES-256-GCM). Returns the length of the key's id, the id,
 * nonce, tag and ciphertext. Every call returns different bytes.
 */
export function encrypt({ current }: Keyring, purpose: Purpose, text: string): Buffer {
  const nonce = freshNonce();
  const encrypting = createCipheriv(cipher, deriveKey(current.secret, purpose.name), nonce);
  if (purpose.boundTo) encrypting.setAAD(Buffer.from(purpose.boundTo));
  const body = encrypting.update(text, "utf8");
  encrypting.final();
  return Buffer.concat([headerOf(current.id), nonce, encrypting.getAuthTag(), body]);
}

/**
 * Decrypts what `encrypt` returned, with any key of the keyring. Throws a `DecryptionError` if the
 * key is missing, or if the bytes were changed or belong elsewhere.
 */
export function decrypt(keyring: Keyring, purpose: Purpose, sealed: Buffer): string {
  const id = keyIdOf(sealed);
  const key = id === undefined ? undefined : keyring.byId.get(id);
  if (id === undefined || !key) throw new DecryptionError(id);
  const nonceAt = 1 + id.length;
  const tagAt = nonceAt + nonceBytes;
  const bodyAt = tagAt + tagBytes;
  if (sealed.length < bodyAt) throw new DecryptionError();
  const decrypting = createDecipheriv(
    cipher,
    deriveKey(key.secret, purpose.name),
    sealed.subarray(nonceAt, tagAt),
  ).setAuthTag(sealed.subarray(tagAt, bodyAt));
  if (purpose.boundTo) decrypting.setAAD(Buffer.from(purpose.boundTo));
  const body = decrypting.update(sealed.subarray(bodyAt));
  try {
    return Buffer.concat([body, decrypting.final()]).toString("utf8");
  } catch {
    throw new DecryptionError();
  }
}

/** The id of the key that encrypted the bytes. Undefined if they aren't a ciphertext. */
export function keyIdOf(sealed: Buffer): string | undefined {
  const length = sealed[0] ?? 0;
  const id = sealed.toString("latin1", 1, 1 + length);
  return /^[\w-]{1,16}$/.test(id) && id.length === length ? id : undefined;
}

/** Re-encrypts with the current key, or returns the same buffer. Throws a `DecryptionError`. */
export function reencrypt(keyring: Keyring, purpose: Purpose, sealed: Buffer): Buffer {
  if (keyIdOf(sealed) === keyring.current.id) return sealed;
  return encrypt(keyring, purpose, decrypt(keyring, purpose, sealed));
}

function headerOf(id: string): Buffer {
  return Buffer.from(`${String.fromCharCode(id.length)}${id}`, "latin1");
}

const nonces = { bytes: Buffer.alloc(nonceBytes * 1024), used: nonceBytes * 1024 };

/** Fetches random bytes for 1,024 nonces, because one by one would take longer than encrypting. */
function freshNonce(): Buffer {
  if (nonces.used === nonces.bytes.length) {
    randomFillSync(nonces.bytes);
    nonces.used = 0;
  }
  const nonce = Buffer.from(nonces.bytes.subarray(nonces.used, nonces.used + nonceBytes));
  nonces.used += nonceBytes;
  return nonce;
}
