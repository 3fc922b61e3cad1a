import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import { enqueueAll } from "../../../database/enqueue.server";
import type { Services } from "../../../services.server";
import { findShop } from "../../shops/find-shop.server";
import { type CustomerIdentities, linkCustomer } from "./link-customer.server";
import { deleteMerges } from "./merged-identities.server";

/** Pairs per transaction. Most belong to strangers and cost one index lookup. */
const pairsPerStep = 2_000;

/**
 * Second attempt for new customers that the shop didn't know when they were created: a tool that
 * reacts to the same event may have requested their code since. Links those known now and drops all
 * that are due. Throws when `signal` is aborted; the job resumes later.
 */
export async function linkCustomers(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  signal: AbortSignal,
): Promise<void> {
  const now = clock.now();
  for (let processed = pairsPerStep; processed === pairsPerStep; ) {
    signal.throwIfAborted();
    processed = await database.transaction(async (tx) => {
      const pairs = await takeDue(tx, shop, now);
      if (!(await findShop({ database: tx }, shop.id))) return pairs.length;
      for (const { known, merged: _, ...pair } of pairs)
        if (known) await linkCustomer(tx, shop, pair);
      // These links may have made customers known that were merged with them.
      for (const { known, merged, ...pair } of pairs)
        if (merged && !known) await linkCustomer(tx, shop, pair);
      return pairs.length;
    });
  }
}

/**
 * Takes the next due pairs out of the table, with whether the shop knows one of the identities and
 * whether the customer was recently merged with another.
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

/** Enqueues one job for each shop with due pairs. */
export async function enqueueCustomerLinks({
  database,
  clock,
}: Pick<Services, "database" | "clock">): Promise<void> {
  const shops = await database.query<{ id: number }>(
    `SELECT id FROM readable.shop WHERE EXISTS (
       SELECT 1 FROM customer_link WHERE customer_link.shop_id = shop.id AND due_at <= $1)`,
    [clock.now()],
  );
  await enqueueAll(
    database,
    "link-customers",
    shops.map(({ id }) => ({ payload: { shopId: id }, key: `link-customers:${id}` })),
  );
}

/** Deletes pairs and merges that contain an erased customer. `keys`: keyed hashes. */
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
