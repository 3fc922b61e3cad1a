import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";

interface Name {
  id: number;
  key: Buffer;
  personId: number | null;
}

/**
 * Makes one person of all who have one of the names (keyed hashes), with every name that each of them
 * has. Only when the store knows one of the names: of the others nothing but the hash is kept. Resolves
 * false, with nothing done, when it knows none. Safe to repeat.
 */
export async function joinIdentities(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  keys: readonly Buffer[],
): Promise<boolean> {
  // Locked in the order in which claims insert names, so that neither waits for the other in a circle.
  const known = await tx.query<Name>(
    `SELECT id, key, identity_group_id AS "personId" FROM recipient
      WHERE shop_id = $1 AND (key = ANY($2::bytea[]) OR identity_group_id IN (
        SELECT identity_group_id FROM recipient WHERE shop_id = $1 AND key = ANY($2::bytea[])))
      ORDER BY recipient.key FOR UPDATE`,
    [shop.id, keys],
  );
  const [first] = known;
  if (!first) return false;
  // Any id that is theirs alone will do as the person's.
  const persons = known.flatMap(({ personId }) => personId ?? []);
  const personId = persons[0] ?? first.id;
  const unknown = keys.filter(
    (key, place) =>
      !known.some((name) => name.key.equals(key)) &&
      keys.findIndex((other) => other.equals(key)) === place,
  );
  await tx.query(
    `INSERT INTO recipient (shop_id, key, identity_group_id) SELECT $1, key, $3 FROM unnest($2::bytea[]) AS key
     ON CONFLICT (shop_id, key) DO UPDATE SET identity_group_id = excluded.identity_group_id`,
    [shop.id, unknown.sort(Buffer.compare), personId],
  );
  await tx.query(
    `UPDATE recipient SET identity_group_id = $2
      WHERE shop_id = $1 AND (id = ANY($3::bigint[]) OR identity_group_id = ANY($4::bigint[]))
        AND identity_group_id IS DISTINCT FROM $2`,
    [shop.id, personId, known.map(({ id }) => id), persons],
  );
  return true;
}
