import type { Sql } from "../database/database.server";

/** Deletes the sessions of a shop and its staff. */
export async function deleteSignIns(sql: Sql, shopDomain: string): Promise<void> {
  await sql.query("DELETE FROM session WHERE shop = $1", [shopDomain]);
}

/**
 * Stores the scopes that a shop grants now, comma-separated. Otherwise its sessions would keep
 * those granted at sign-in. Resolves whether they changed.
 */
export async function setGrantedScopes(
  sql: Sql,
  shopDomain: string,
  scopes: string,
): Promise<boolean> {
  const changed = await sql.query(
    "UPDATE session SET scope = $2 WHERE shop = $1 AND scope IS DISTINCT FROM $2 RETURNING 1",
    [shopDomain, scopes],
  );
  return changed.length > 0;
}
