import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import { markPeople } from "../changes/mark-changes.server";

interface Name {
  id: number;
  key: Buffer;
  personId: number | null;
}

/**
 * Merges everyone who has one of the identities (keyed hashes) into one person. Does so only if the
 * store knows one of them; of the others only the hash is stored. Resolves false, with nothing
 * written, if it knows none. Idempotent.
 */
export async function joinIdentities(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  keys: readonly Buffer[],
): Promise<boolean> {
  // Lock in key order, like claims that insert identities, to avoid deadlocks.
  const known = await tx.query<Name>(
    `SELECT id, key, identity_group_id AS "personId" FROM recipient
      WHERE shop_id = $1 AND (key = ANY($2::bytea[]) OR identity_group_id IN (
        SELECT identity_group_id FROM recipient WHERE shop_id = $1 AND key = ANY($2::bytea[])))
      ORDER BY recipient.key FOR UPDATE`,
    [shop.id, keys],
  );
  const [first] = known;
  if (!first) return false;
  // Any ID within the group can serve as the group's ID.
  const persons = known.flatMap(({ personId }) => personId ?? []);
  const personId = persons[0] ?? first.id;
  const unknown = keys.filter(
    (key, place) =>
      !known.some((name) => name.key.equals(key)) &&
      keys.findIndex((other) => other.equals(key)) === place,
  );
  const inserted = await tx.query(
    `INSERT INTO recipient (shop_id, key, identity_group_id) SELECT $1, key, $3 FROM unnest($2::bytea[]) AS key
     ON CONFLICT (shop_id, key) DO UPDATE SET identity_group_id = excluded.identity_group_id
     RETURNING 1`,
    [shop.id, unknown.sort(Buffer.compare), personId],
  );
  const moved = await tx.query(
    `UPDATE recipient SET identity_group_id = $2
      WHERE shop_id = $1 AND (id = ANY($3::bigint[]) OR identity_group_id = ANY($4::bigint[]))
        AND identity_group_id IS DISTINCT FROM $2 RETURNING 1`,
    [shop.id, personId, known.map(({ id }) => id), persons],
  );
  if (inserted.length + moved.length > 0) await markPeople(tx, shop.id, [first.id]);
  return true;
}
