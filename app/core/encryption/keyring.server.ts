import { failure, type Result, success } from "../result";

/** An encryption key of the operator. Ciphertexts name their key by id. */
export interface EncryptionKey {
  /** 1 to 16 characters of `A-Z a-z 0-9 _ -`. */
  id: string;
  /** 32 bytes. */
  secret: Buffer;
}

/** The keys from the environment. The first one encrypts. */
export type EncryptionKeys = readonly [EncryptionKey, ...EncryptionKey[]];

/** The keys that a process encrypts, decrypts and hashes with. */
export interface Keyring {
  /** Encrypts everything new. */
  current: EncryptionKey;
  /** Every key by id, including `current`. Each of them decrypts. */
  byId: ReadonlyMap<string, EncryptionKey>;
  /**
   * The secret for keyed hashes, 32 bytes. It belongs to the database and survives key rotation,
   * because most hashes can't be recomputed: their inputs aren't stored.
   */
  hashSecret: Buffer;
}

const secretBytes = 32;
const idPattern = /^[\w-]{1,16}$/;
const base64Pattern = /^[A-Za-z0-9+/]+={0,2}$/;

/** Parses `ID:BASE64,ID:BASE64`. A failure says what is wrong and never quotes a secret. */
export function parseEncryptionKeys(text: string): Result<EncryptionKeys, string> {
  const keys: EncryptionKey[] = [];
  for (const [index, entry] of text.split(",").entries()) {
    const [, id = "", base64 = ""] = /^([^:]*):(.*)$/.exec(entry.trim()) ?? [];
    if (!idPattern.test(id)) {
      return failure(
        `key ${index + 1} must be ID:KEY, with an ID of 1 to 16 letters, digits, "-" and "_"`,
      );
    }
    const secret = Buffer.from(base64, "base64");
    if (secret.length !== secretBytes || !base64Pattern.test(base64)) {
      return failure(`key "${id}" must be ${secretBytes} bytes in base64`);
    }
    const same = keys.find((key) => key.id === id || key.secret.equals(secret));
    if (same?.id === id) return failure(`the id "${id}" is given twice`);
    if (same) return failure(`"${same.id}" and "${id}" are the same key`);
    keys.push({ id, secret });
  }
  return success(keys as [EncryptionKey, ...EncryptionKey[]]);
}

/** Creates a keyring from these keys. The first one encrypts. */
export function keyringOf(keys: EncryptionKeys, hashSecret: Buffer): Keyring {
  return { current: keys[0], byId: new Map(keys.map((key) => [key.id, key])), hashSecret };
}
