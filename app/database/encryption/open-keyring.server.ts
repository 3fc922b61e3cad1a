import { randomBytes } from "node:crypto";
import {
  DecryptionError,
  decrypt,
  encrypt,
  type Purpose,
} from "../../core/encryption/encrypt.server";
import { type EncryptionKeys, type Keyring, keyringOf } from "../../core/encryption/keyring.server";
import type { Database, Transaction } from "../database.server";
import { isPassing } from "../is-passing";

const secretBytes = 32;
const undefinedTable = "42P01";

/**
 * Checks that the keys fit the database, and opens the secret behind its keyed hashes, which every key
 * that is in use encrypts a copy of. The first start on a new database makes that secret. From here on
 * the first of `keys` is the database's current key. Throws one sentence, for
 * the operator, when a key is missing or is not the one that it was.
 */
export async function openKeyring(
  database: Pick<Database, "transaction">,
  keys: EncryptionKeys,
): Promise<Keyring> {
  const hashSecret = await database
    .transaction((tx) => openHashSecret(tx, keys))
    .catch((error: Error & { code?: string }) => {
      if (error.code === undefinedTable) {
        throw new Error("The database is not on the current schema. Run `npm run migrate` first.");
      }
      if (!isPassing(error)) throw error;
      throw new Error(`The database does not answer: ${error.message || error.code}`);
    });
  return keyringOf(keys, hashSecret);
}

async function openHashSecret(tx: Transaction, keys: EncryptionKeys): Promise<Buffer> {
  // Processes start together: one of them makes the secret, and the others find it.
  await tx.query("LOCK TABLE encryption_key IN SHARE ROW EXCLUSIVE MODE");
  const rows = await tx.query<{ id: string; hashSecret: Buffer }>(
    `SELECT id, hash_secret AS "hashSecret" FROM encryption_key ORDER BY current_since DESC, id`,
  );
  const keyring = keyringOf(keys, Buffer.alloc(0));
  const missing = rows.flatMap(({ id }) => (keyring.byId.has(id) ? [] : `"${id}"`));
  if (missing.length > 0) {
    throw new Error(
      `The database may hold data that is encrypted with the key ${missing.join(" and the key ")}, which ENCRYPTION_KEYS does not have. Add it, after the others. docs/back-up.md says what to do if it is lost.`,
    );
  }
  const [hashSecret = randomBytes(secretBytes)] = rows.map(({ id, hashSecret: sealed }) => {
    try {
      return Buffer.from(decrypt(keyring, purposeOf(id), sealed), "base64");
    } catch (error) {
      if (!(error instanceof DecryptionError)) throw error;
      throw new Error(
        `The key "${id}" in ENCRYPTION_KEYS is not the one that this database is encrypted with under that id. Set the right one, or check DATABASE_URL.`,
      );
    }
  });
  const { current } = keyring;
  if (rows[0]?.id === current.id) return hashSecret;
  await tx.query(
    `INSERT INTO encryption_key (id, hash_secret, current_since)
     VALUES ($1, $2, clock_timestamp())
     ON CONFLICT (id) DO UPDATE SET current_since = excluded.current_since`,
    [current.id, encrypt(keyring, purposeOf(current.id), hashSecret.toString("base64"))],
  );
  return hashSecret;
}

/** Bound to the id: a copy cannot be used under another one. */
function purposeOf(keyId: string): Purpose {
  return { name: "hash-secret", boundTo: keyId };
}
