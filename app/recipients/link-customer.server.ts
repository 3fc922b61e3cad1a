import type { ShopContext } from "../core/ids";
import type { Transaction } from "../database/database.server";

/** A customer id and an address, as keyed hashes. */
export interface CustomerNames {
  customer: Buffer;
  address: Buffer;
}

interface Name {
  id: number;
  key: Buffer;
  personId: number | null;
}

/**
 * Notes that a customer id and an address are names of one person. Only when the shop knows one of
 * them: of the other nothing but its hash is kept. A customer who has an address already keeps that
 * one. Resolves false, with nothing done, when the shop knows neither. Safe to repeat.
 */
export async function linkCustomer(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  { customer, address }: CustomerNames,
): Promise<boolean> {
  const known = await takeNames(tx, shop, [customer, address]);
  if (known.length === 0) return false;
  const nameOf = async (key: Buffer) =>
    known.find((name) => name.key.equals(key)) ?? (await makeName(tx, shop, key));
  const customerName = await nameOf(customer);
  if (customerName.personId !== null) return true;
  const { id: personId } = await nameOf(address);
  await tx.query("UPDATE recipient SET person_id = $2 WHERE shop_id = $1 AND id = ANY($3)", [
    shop.id,
    personId,
    [personId, customerName.id],
  ]);
  return true;
}

/** Those of the names that the shop knows. Locked in the order in which claims make them. */
function takeNames(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  keys: readonly Buffer[],
): Promise<Name[]> {
  return tx.query<Name>(
    `SELECT id, key, person_id AS "personId" FROM recipient
      WHERE shop_id = $1 AND key = ANY($2::bytea[]) ORDER BY recipient.key FOR UPDATE`,
    [shop.id, keys],
  );
}

/** Makes a name that the shop did not know, or finds it when another process was quicker. */
async function makeName(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  key: Buffer,
): Promise<Name> {
  const [name] = await tx.query<Name>(
    `INSERT INTO recipient (shop_id, key) VALUES ($1, $2)
     ON CONFLICT (shop_id, key) DO UPDATE SET key = excluded.key
     RETURNING id, key, person_id AS "personId"`,
    [shop.id, key],
  );
  if (!name) throw new Error("The name was not made.");
  return name;
}
