import {
  type EncryptionKey,
  type Keyring,
  keyringOf,
} from "../../app/core/encryption/keyring.server";

/** A key for tests, the same for the same id. */
export function testKey(id: string): EncryptionKey {
  return { id, secret: Buffer.alloc(32, `key ${id} `) };
}

/** A keyring without a database, whose first key encrypts. */
export function testKeyring(first = "test", ...older: string[]): Keyring {
  return keyringOf([testKey(first), ...older.map(testKey)], Buffer.alloc(32, 7));
}
