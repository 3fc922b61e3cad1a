import type { Sql } from "../database/database.server";

/** Deletes the tokens that a shop and its staff signed in with. */
export async function forgetSignIns(sql: Sql, shopDomain: string): Promise<void> {
  await sql.query("DELETE FROM session WHERE shop = $1", [shopDomain]);
}

/**
 * Sets the scopes that a shop grants now, comma-separated: its tokens would otherwise go by what was
 * granted at sign-in. Resolves whether that changed anything.
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
