import type { Purpose } from "../../core/encryption/encrypt.server";
import type { Sql } from "../database.server";

/** The columns of a primary key. */
export type RowId = readonly (string | number)[];

export interface EncryptedRow {
  id: RowId;
  purpose: Purpose;
  /** The row's ciphertexts in the order of the table's `columns`. Null for an empty column. */
  values: readonly (Buffer | null)[];
}

/** A row and its new ciphertexts. */
export interface Reencryption {
  row: EncryptedRow;
  values: readonly (Buffer | null)[];
}

/**
 * A table with encrypted columns, and how its owning feature lets others iterate and re-encrypt it.
 */
export interface EncryptedTable {
  name: string;
  columns: readonly string[];
  /** The next rows in primary-key order after `after`. Null starts at the first row. */
  readRows(sql: Sql, after: RowId | null, limit: number): Promise<EncryptedRow[]>;
  /**
   * Replaces ciphertexts that haven't changed since they were read. Skips rows that are locked by
   * other transactions instead of waiting. Resolves to the number of rows written.
   */
  replace(sql: Sql, changes: readonly Reencryption[]): Promise<number>;
}
