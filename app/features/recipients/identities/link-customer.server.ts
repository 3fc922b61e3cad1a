import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import { joinIdentities } from "./join-identities.server";
import { lockIdentities, mergedWith, pendingAddresses } from "./merged-identities.server";

/** A customer id and an address, as keyed hashes. */
export interface CustomerIdentities {
  customer: Buffer;
  address: Buffer;
}

/**
 * Notes that a customer id and an address are names of one person, and of whom that customer was merged
 * with in the last days: the merge may have been told first. Only when the shop knows one of the names:
 * of the others nothing but their hash is kept. A customer who has an address already keeps that one.
 * Resolves false, with nothing done, when the shop knows none of them. Safe to repeat.
 */
export async function linkCustomer(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  { customer, address }: CustomerIdentities,
): Promise<boolean> {
  await lockIdentities(tx, shop, "link");
  const customers = await mergedWith(tx, shop, customer);
  if (customers.length === 1)
    return (
      (await hasPerson(tx, shop, customer)) || (await joinIdentities(tx, shop, [customer, address]))
    );
  // Of customers who were merged it is not known which of them brought an address.
  const waiting = await pendingAddresses(tx, shop, customers);
  return joinIdentities(tx, shop, [...customers, ...waiting, address]);
}

async function hasPerson(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  key: Buffer,
): Promise<boolean> {
  const [name] = await tx.query<{ linked: boolean }>(
    `SELECT identity_group_id IS NOT NULL AS linked FROM recipient
      WHERE shop_id = $1 AND key = $2 FOR UPDATE`,
    [shop.id, key],
  );
  return name?.linked ?? false;
}
