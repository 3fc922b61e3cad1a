import type { TestServices } from "../../setup/test-services";

const tables = [
  "pool",
  "pool_stock",
  "pool_day",
  "code",
  "batch",
  "recipient",
  "assignment",
  "idempotency_record",
  "audit_entry",
  "api_key",
  "api_request",
];

/** All data of the shops as one string. Two of them are equal if nothing changed. */
export async function readEverything({ database }: TestServices): Promise<string> {
  const parts: string[] = [];
  for (const table of tables) {
    // Any request may update a key's last use, even a rejected one.
    const left = table === "api_key" ? "- 'last_used_at'" : "";
    const rows = await database.query<{ row: string }>(
      `SELECT (to_jsonb(row) ${left})::text AS row FROM ${table} AS row ORDER BY 1`,
    );
    parts.push(table, ...rows.map(({ row }) => row));
  }
  return parts.join("\n");
}
