import type { Transaction } from "../database/database.server";
import type { Services } from "../services.server";
import { findShop } from "../shops/find-shop.server";

interface Name {
  id: number;
  /** As hex. */
  key: string;
  personId: number | null;
}

/**
 * Notes that a customer id and an address, both as keyed hashes in hex, are names of one person. Only
 * when the shop knows one of them: of the other nothing but its hash is kept. A customer who has an
 * address already keeps that one. Does nothing for a shop that left. Safe to repeat.
 */
export async function linkCustomer(
  { database }: Pick<Services, "database">,
  { shopId, customer, address }: { shopId: number; customer: string; address: string },
): Promise<void> {
  await database.transaction(async (tx) => {
    if (!(await findShop({ database: tx }, shopId))) return;
    const known = await takeNames(tx, shopId, [customer, address]);
    if (known.size === 0) return;
    const customerName = known.get(customer) ?? (await makeName(tx, shopId, customer));
    if (customerName.personId !== null) return;
    const { id: personId } = known.get(address) ?? (await makeName(tx, shopId, address));
    await tx.query("UPDATE recipient SET person_id = $2 WHERE shop_id = $1 AND id = ANY($3)", [
      shopId,
      personId,
      [personId, customerName.id],
    ]);
  });
}

/** Those of the names that the shop knows, by key. Locked in the order in which claims make them. */
async function takeNames(tx: Transaction, shopId: number, keys: readonly string[]) {
  const names = await tx.query<Name>(
    `SELECT id, encode(key, 'hex') AS key, person_id AS "personId" FROM recipient
      WHERE shop_id = $1 AND key = ANY($2::bytea[]) ORDER BY recipient.key FOR UPDATE`,
    [shopId, keys.map((key) => Buffer.from(key, "hex"))],
  );
  return new Map(names.map((name) => [name.key, name]));
}

/** Makes a name that the shop did not know, or finds it when somebody was quicker. */
async function makeName(tx: Transaction, shopId: number, key: string): Promise<Name> {
  const [name] = await tx.query<Name>(
    `INSERT INTO recipient (shop_id, key) VALUES ($1, $2)
     ON CONFLICT (shop_id, key) DO UPDATE SET key = excluded.key
     RETURNING id, encode(key, 'hex') AS key, person_id AS "personId"`,
    [shopId, Buffer.from(key, "hex")],
  );
  if (!name) throw new Error("The name was not made.");
  return name;
}
