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

/** Everything that the shops have, as one text: two of them are alike when nothing changed. */
export async function readEverything({ database }: TestServices): Promise<string> {
  const parts: string[] = [];
  for (const table of tables) {
    // When a key was used last may change with every request, whatever comes of it.
    const left = table === "api_key" ? "- 'last_used_at'" : "";
    const rows = await database.query<{ row: string }>(
      `SELECT (to_jsonb(row) ${left})::text AS row FROM ${table} AS row ORDER BY 1`,
    );
    parts.push(table, ...rows.map(({ row }) => row));
  }
  return parts.join("\n");
}
