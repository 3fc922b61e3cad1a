import { randomBytes } from "node:crypto";
import {
  DecryptionError,
  decrypt,
  encrypt,
  type Purpose,
} from "../../core/encryption/encrypt.server";
import {
  type EncryptionKey,
  type EncryptionKeys,
  type Keyring,
  keyringOf,
} from "../../core/encryption/keyring.server";
import type { Database, Transaction } from "../database.server";
import { isPassing } from "../is-passing";

const secretBytes = 32;
const undefinedTable = "42P01";

/**
 * Checks the keys against the database, and decrypts the secret for keyed hashes, of which every
 * key in use encrypts a copy. The first start on a new database generates that secret. From now on,
 * the first of `keys` is the database's current key. Throws one sentence for the operator if a key
 * is missing or isn't the original one, if the secret is missing although there is data, if the
 * schema is outdated, or if the database doesn't respond. `replaceLost`: generates another secret
 * for a database with data.
 */
export async function openKeyring(
  database: Pick<Database, "transaction">,
  keys: EncryptionKeys,
  { replaceLost = false } = {},
): Promise<Keyring> {
  const hashSecret = await database
    .transaction((tx) => openHashSecret(tx, keys, replaceLost))
    .catch((error: Error & { code?: string }) => {
      if (error.code === undefinedTable) {
        throw new Error("The database is not on the current schema. Run `npm run migrate` first.");
      }
      if (!isPassing(error)) throw error;
      throw new Error(`The database does not answer: ${error.message || error.code}`);
    });
  return keyringOf(keys, hashSecret);
}

async function openHashSecret(
  tx: Transaction,
  keys: EncryptionKeys,
  replaceLost: boolean,
): Promise<Buffer> {
  // Processes may start at the same time. One of them generates the secret and the others find it.
  await tx.query("LOCK TABLE encryption_key IN SHARE ROW EXCLUSIVE MODE");
  const rows = await tx.query<{ id: string; hashSecret: Buffer }>(
    `SELECT id, hash_secret AS "hashSecret" FROM encryption_key ORDER BY current_since DESC, id`,
  );
  if (rows.length === 0 && !replaceLost) await throwIfUsed(tx);
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
    [current.id, hashSecretFor({ ...keyring, hashSecret }, current)],
  );
  return hashSecret;
}

/** With another secret, everyone who already has a code would count as new. */
async function throwIfUsed(tx: Transaction): Promise<void> {
  const [found] = await tx.query<{ used: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM readable.recipient) OR EXISTS (SELECT 1 FROM readable.campaign_recipient)
         OR EXISTS (SELECT 1 FROM readable.shop_order) OR EXISTS (SELECT 1 FROM readable.session) AS used`,
  );
  if (!found?.used) return;
  throw new Error(
    "The table encryption_key is empty, although the database has data that needs it. Restore the table from the backup. docs/back-up.md says what to do if it is lost.",
  );
}

/** The copy of the hash secret that `key` encrypts, for the key's row. */
export function hashSecretFor(keyring: Keyring, key: EncryptionKey): Buffer {
  const text = keyring.hashSecret.toString("base64");
  return encrypt({ ...keyring, current: key }, purposeOf(key.id), text);
}

/** Bound to the id, so a copy can't be used under another one. */
function purposeOf(keyId: string): Purpose {
  return { name: "hash-secret", boundTo: keyId };
}
