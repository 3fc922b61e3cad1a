import type { Purpose } from "../../core/encryption/encrypt.server";
import type { Sql } from "../database.server";

/** A primary key, column by column. */
export type RowId = readonly (string | number)[];

export interface EncryptedRow {
  id: RowId;
  purpose: Purpose;
  /** The ciphertexts of the row, in the order of the table's `columns`; null where a column is empty. */
  values: readonly (Buffer | null)[];
}

/** A row, and what its ciphertexts are to become. */
export interface Reencryption {
  row: EncryptedRow;
  values: readonly (Buffer | null)[];
}

/** A table with encrypted columns, as its owner lets it be walked. */
export interface EncryptedTable {
  name: string;
  columns: readonly string[];
  /** The next rows in the order of their primary keys, after one of them; null: the first rows. */
  readRows(sql: Sql, after: RowId | null, limit: number): Promise<EncryptedRow[]>;
  /**
   * Writes new ciphertexts where the old ones still are, and waits for nobody: a row that something
   * else is writing is left as it is. Resolves how many rows it wrote.
   */
  replace(sql: Sql, changes: readonly Reencryption[]): Promise<number>;
}
