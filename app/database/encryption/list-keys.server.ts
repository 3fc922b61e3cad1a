import type { EncryptionKeys } from "../../core/encryption/keyring.server";
import type { Sql } from "../database.server";
import { countByKey } from "./count-by-key.server";
import type { KeyUse } from "./describe-keys";
import type { EncryptedTable } from "./encrypted-table";

/**
 * The keys of ENCRYPTION_KEYS, followed by all other keys that the data or the database needs.
 * Damaged ciphertexts count under `""`. Reads all encrypted tables.
 */
export async function listKeys(
  sql: Sql,
  keys: EncryptionKeys,
  tables: readonly EncryptedTable[],
): Promise<KeyUse[]> {
  const stored = await sql.query<{ id: string }>("SELECT id FROM encryption_key ORDER BY id");
  const storedIds = stored.map(({ id }) => id);
  const counted: { table: string; counts: Map<string, number> }[] = [];
  for (const table of tables) {
    counted.push({ table: table.name, counts: await countByKey(sql, table) });
  }
  const listed = keys.map(({ id }) => id);
  const found = counted.flatMap(({ counts }) => [...counts.keys()]);
  return [...new Set([...listed, ...storedIds, ...found])].map((id) => ({
    id,
    place: listed.indexOf(id),
    required: storedIds.includes(id),
    counts: counted.map(({ table, counts }) => ({ table, count: counts.get(id) ?? 0 })),
  }));
}
