import {
  type EncryptionKey,
  type Keyring,
  keyringOf,
} from "../../app/core/encryption/keyring.server";

/** A test key, derived from its ID. */
export function testKey(id: string): EncryptionKey {
  return { id, secret: Buffer.alloc(32, `key ${id} `) };
}

/** A keyring without a database. The first key is used to encrypt. */
export function testKeyring(first = "test", ...older: string[]): Keyring {
  return keyringOf([testKey(first), ...older.map(testKey)], Buffer.alloc(32, 7));
}
