import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import { enqueueAll } from "../../../database/enqueue.server";
import type { Services } from "../../../services.server";
import { findShop } from "../../shops/find-shop.server";
import { type CustomerIdentities, linkCustomer } from "./link-customer.server";
import { deleteMerges } from "./merged-identities.server";

/** Pairs per transaction: nearly all are of strangers, and cost one look into an index. */
const pairsPerStep = 2_000;

/**
 * Looks once more at customers of whom the shop knew neither name when they came into being: tools that
 * heard of the same event may have asked for their codes since. Links those that it knows now and
 * forgets all that are due. Throws when `signal` is aborted; the job goes on later.
 */
export async function linkCustomers(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  signal: AbortSignal,
): Promise<void> {
  const now = clock.now();
  for (let taken = pairsPerStep; taken === pairsPerStep; ) {
    signal.throwIfAborted();
    taken = await database.transaction(async (tx) => {
      const pairs = await takeDue(tx, shop, now);
      if (!(await findShop({ database: tx }, shop.id))) return pairs.length;
      for (const { known, merged: _, ...pair } of pairs)
        if (known) await linkCustomer(tx, shop, pair);
      // Through those, other customers whom they were merged with may be known by now.
      for (const { known, merged, ...pair } of pairs)
        if (merged && !known) await linkCustomer(tx, shop, pair);
      return pairs.length;
    });
  }
}

/**
 * The next pairs that are due, taken out of the table; whether the shop knows one of their names, and
 * whether their customer was merged with another lately.
 */
function takeDue(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  now: Date,
): Promise<(CustomerIdentities & { known: boolean; merged: boolean })[]> {
  return tx.query(
    `WITH due AS MATERIALIZED (
       SELECT customer FROM customer_link WHERE shop_id = $1 AND due_at <= $2
        ORDER BY due_at, customer LIMIT $3 FOR UPDATE SKIP LOCKED
     ), taken AS (
       DELETE FROM customer_link USING due
        WHERE customer_link.shop_id = $1 AND customer_link.customer = due.customer
       RETURNING customer_link.customer, customer_link.address
     )
     SELECT customer, address, EXISTS (
              SELECT 1 FROM recipient WHERE shop_id = $1
                 AND key IN (taken.customer, taken.address)) AS known,
            EXISTS (SELECT 1 FROM customer_merge WHERE shop_id = $1
                       AND taken.customer IN (deleted, kept)) AS merged
       FROM taken ORDER BY customer`,
    [shop.id, now, pairsPerStep],
  );
}

/** Puts one job in the queue for every shop that has pairs to look at. */
export async function enqueueCustomerLinks({
  database,
  clock,
}: Pick<Services, "database" | "clock">): Promise<void> {
  const shops = await database.query<{ id: number }>(
    `SELECT id FROM shop WHERE EXISTS (
       SELECT 1 FROM customer_link WHERE customer_link.shop_id = shop.id AND due_at <= $1)`,
    [clock.now()],
  );
  await enqueueAll(
    database,
    "link-customers",
    shops.map(({ id }) => ({ payload: { shopId: id }, key: `link-customers:${id}` })),
  );
}

/** Forgets pairs and merges that name an erased customer. `keys`: keyed hashes. */
export async function deleteCustomerLinks(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  keys: readonly Buffer[],
): Promise<void> {
  await tx.query(
    `DELETE FROM customer_link
      WHERE shop_id = $1 AND (customer = ANY($2::bytea[]) OR address = ANY($2::bytea[]))`,
    [shop.id, keys],
  );
  await deleteMerges(tx, shop, keys);
}
