import type { Sql } from "../../../database/database.server";
import { identitiesOfPerson } from "./identities-of-person";

/**
 * All identities of a customer, as keys in hex: the given ones and those known to belong to the
 * same person.
 */
export async function identitiesOfCustomer(
  sql: Sql,
  shopId: number,
  keys: readonly string[],
): Promise<string[]> {
  const names = await sql.query<{ key: string }>(
    `SELECT DISTINCT encode(name.key, 'hex') AS key
       FROM recipient CROSS JOIN ${identitiesOfPerson}
      WHERE recipient.shop_id = $1 AND recipient.key = ANY($2::bytea[])`,
    [shopId, keys.map((key) => Buffer.from(key, "hex"))],
  );
  return [...new Set([...keys, ...names.map(({ key }) => key)])];
}
