import { DecryptionError, keyIdOf, reencrypt } from "../../core/encryption/encrypt.server";
import type { Services } from "../../services.server";
import type { EncryptedRow, EncryptedTable, Reencryption, RowId } from "./encrypted-table";

const rowsPerStep = 1_000;
/** Steps between two log lines: one per 100,000 rows. */
const stepsPerLine = 100;
/** Unreadable ciphertexts to log per table. A missing key may affect every row. */
const unreadableLines = 10;

export interface TableWalk {
  rows: number;
  reencrypted: number;
  /** Rows that another transaction was writing. The next pass finds them. */
  left: number;
  /** Ciphertexts that are damaged, or whose key isn't in ENCRYPTION_KEYS. */
  unreadable: number;
}

type ReencryptionServices = Pick<Services, "database" | "keyring" | "log">;

/**
 * Re-encrypts a table with the current key, in steps by primary key. Each step commits on its own
 * and skips values that already use the current key, so a pass can be interrupted, repeated, or run
 * concurrently. Adds the ids of other keys that it finds to `inUse`. Throws if `signal` is aborted.
 */
export async function reencryptTable(
  services: ReencryptionServices,
  table: EncryptedTable,
  inUse: Set<string>,
  signal: AbortSignal,
): Promise<TableWalk> {
  const { database, keyring, log } = services;
  const walk: TableWalk = { rows: 0, reencrypted: 0, left: 0, unreadable: 0 };
  let after: RowId | null = null;
  for (let step = 1; ; step += 1) {
    signal.throwIfAborted();
    const rows: EncryptedRow[] = await table.readRows(database, after, rowsPerStep);
    const changes = rows.flatMap((row) => changeOf(row) ?? []);
    const written = changes.length > 0 ? await table.replace(database, changes) : 0;
    walk.rows += rows.length;
    walk.reencrypted += written;
    walk.left += changes.length - written;
    const last = rows.at(-1);
    if (!last || rows.length < rowsPerStep) return walk;
    after = last.id;
    if (step % stepsPerLine === 0) log.info({ table: table.name, ...walk }, "re-encrypting");
  }

  /** Undefined if nothing in the row changes. */
  function changeOf(row: EncryptedRow): Reencryption | undefined {
    const values = row.values.map((value) => (value === null ? null : freshOf(row, value)));
    return values.some((value, index) => value !== row.values[index]) ? { row, values } : undefined;
  }

  /** The same buffer if it already uses the current key or can't be decrypted. */
  function freshOf(row: EncryptedRow, value: Buffer): Buffer {
    try {
      const fresh = reencrypt(keyring, row.purpose, value);
      if (fresh !== value) inUse.add(keyIdOf(value) ?? "");
      return fresh;
    } catch (error) {
      if (!(error instanceof DecryptionError)) throw error;
      if (error.keyId) inUse.add(error.keyId);
      walk.unreadable += 1;
      if (walk.unreadable <= unreadableLines) {
        log.error({ err: error, table: table.name, row: row.id }, "a ciphertext is unreadable");
      }
      return value;
    }
  }
}
