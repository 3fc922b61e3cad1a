import { failure, type Result, success } from "../result";

/** A key of the operator's: what is encrypted with it names its id. */
export interface EncryptionKey {
  /** 1 to 16 of `A-Z a-z 0-9 _ -`. */
  id: string;
  /** 32 bytes. */
  secret: Buffer;
}

/** The keys that the environment carries, the one that encrypts first. */
export type EncryptionKeys = readonly [EncryptionKey, ...EncryptionKey[]];

/** What a process encrypts, decrypts and hashes with. */
export interface Keyring {
  /** Encrypts everything new. */
  current: EncryptionKey;
  /** Every key by its id, `current` included: each decrypts. */
  byId: ReadonlyMap<string, EncryptionKey>;
  /**
   * Behind every keyed hash, 32 bytes. It belongs to the database and stays the same when keys are
   * rotated, because most hashes could not be computed again: what they were made from is not kept.
   */
  hashSecret: Buffer;
}

const secretBytes = 32;
const idPattern = /^[\w-]{1,16}$/;
const base64Pattern = /^[A-Za-z0-9+/]+={0,2}$/;

/** The keys of a list `ID:BASE64,ID:BASE64`; a failure says what is wrong with it and never quotes a secret. */
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

/** A keyring of these keys, the first of which encrypts. */
export function keyringOf(keys: EncryptionKeys, hashSecret: Buffer): Keyring {
  return { current: keys[0], byId: new Map(keys.map((key) => [key.id, key])), hashSecret };
}
