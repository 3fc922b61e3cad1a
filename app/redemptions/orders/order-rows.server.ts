import type { ShopContext } from "../../core/ids";
import type { Sql } from "../../database/database.server";
import type { OrderState } from "./order-state";

/** The columns of `shop_order` that are an order's state. */
export const orderColumns = `id, name, updated_at AS "updatedAt", ordered_at AS "orderedAt",
  cancelled_at AS "cancelledAt", fully_refunded AS "fullyRefunded", test, currency,
  total::text, refunded::text, codes, encode(email_key, 'hex') AS "emailKey",
  encode(customer_key, 'hex') AS "customerKey"`;

/**
 * Writes newer states of orders down; the ledger follows in the background. A state that is older
 * than what is there by then is left out. Sorted, so that two writers wait in one direction.
 */
export async function writeOrders(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  orders: readonly OrderState[],
): Promise<void> {
  const sorted = [...orders].sort((a, b) => (a.id < b.id ? -1 : 1));
  await sql.query(
    `INSERT INTO shop_order (shop_id, id, name, updated_at, ordered_at, cancelled_at,
                             fully_refunded, test, currency, total, refunded, codes, email_key,
                             customer_key)
     SELECT $1, id, name, updated_at, ordered_at, cancelled_at, fully_refunded, test, currency,
            total, refunded, codes, decode(email_key, 'hex'), decode(customer_key, 'hex')
       FROM unnest($2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[],
                   $6::timestamptz[], $7::bool[], $8::bool[], $9::text[], $10::numeric[],
                   $11::numeric[], $12::jsonb[], $13::text[], $14::text[])
              AS told (id, name, updated_at, ordered_at, cancelled_at, fully_refunded, test,
                       currency, total, refunded, codes, email_key, customer_key)
     ON CONFLICT (shop_id, id) DO UPDATE SET
       name = excluded.name, updated_at = excluded.updated_at, ordered_at = excluded.ordered_at,
       cancelled_at = excluded.cancelled_at, fully_refunded = excluded.fully_refunded,
       test = excluded.test, currency = excluded.currency, total = excluded.total,
       refunded = excluded.refunded, codes = excluded.codes, email_key = excluded.email_key,
       customer_key = excluded.customer_key, settled = false
     WHERE shop_order.updated_at <= excluded.updated_at`,
    [
      shop.id,
      sorted.map(({ id }) => id),
      sorted.map(({ name }) => name),
      sorted.map(({ updatedAt }) => updatedAt),
      sorted.map(({ orderedAt }) => orderedAt),
      sorted.map(({ cancelledAt }) => cancelledAt),
      sorted.map(({ fullyRefunded }) => fullyRefunded),
      sorted.map(({ test }) => test),
      sorted.map(({ currency }) => currency),
      sorted.map(({ total }) => total),
      sorted.map(({ refunded }) => refunded),
      sorted.map(({ codes }) => JSON.stringify(codes)),
      sorted.map(({ emailKey }) => emailKey),
      sorted.map(({ customerKey }) => customerKey),
    ],
  );
}
