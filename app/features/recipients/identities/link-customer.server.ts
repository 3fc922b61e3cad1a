import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import { joinIdentities } from "./join-identities.server";
import { lockIdentities, mergedWith, pendingAddresses } from "./merged-identities.server";

/** A customer ID and an address, as keyed hashes. */
export interface CustomerIdentities {
  customer: Buffer;
  address: Buffer;
}

/**
 * Links a customer ID and an address as identities of one person, together with customers merged
 * with this one in the last days, because the merge event may arrive first. Does so only if the
 * shop knows one of the identities; of the others only the hash is stored. A customer who already
 * has an address keeps it. Resolves false, with nothing written, if the shop knows none of them.
 * Idempotent.
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
  // For merged customers, it's unknown which of them an address came with.
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
