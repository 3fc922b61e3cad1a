import { keyIdOf } from "../../core/encryption/encrypt.server";
import type { Sql } from "../database.server";
import type { EncryptedTable, RowId } from "./encrypted-table";

const rowsPerStep = 5_000;

/** Counts ciphertexts by key id, in the whole table. Bytes that aren't one count under `""`. */
export async function countByKey(sql: Sql, table: EncryptedTable): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (let after: RowId | null = null; ; ) {
    const rows = await table.readRows(sql, after, rowsPerStep);
    for (const value of rows.flatMap(({ values }) => values)) {
      if (value === null) continue;
      const id = keyIdOf(value) ?? "";
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    const last = rows.at(-1);
    if (!last || rows.length < rowsPerStep) return counts;
    after = last.id;
  }
}
