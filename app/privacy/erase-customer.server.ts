import { recordAudit } from "../audit/record-audit.server";
import { forgetCustomerLinks } from "../recipients/link-customers.server";
import type { Services } from "../services.server";
import { eraseMembers } from "./erase-members.server";
import { findMembers } from "./find-members.server";
import { namesOfCustomer } from "./names-of-customer.server";

/**
 * Erases a customer under every name that we know: the address, what it is found by, and their lines
 * in campaigns. Which code was
 * given out when stays, for the stock to be true; to whom, nobody can tell any more. Their orders, and
 * those that the platform names, forget the buyer for good. Safe to repeat.
 */
export async function eraseCustomer(
  services: Services,
  {
    shopId,
    keys: given,
    orders: named,
  }: { shopId: number; keys: readonly string[]; orders: readonly string[] },
  signal: AbortSignal,
): Promise<void> {
  const shop = { id: shopId };
  const known = await namesOfCustomer(services.database, shopId, given);
  const members = await findMembers(services, shop, known, signal);
  await services.database.transaction(async (tx) => {
    // Locked first: a name that joins the person until now is seen, and none does so any more.
    await tx.query(
      `SELECT 1 FROM recipient WHERE shop_id = $1 AND key = ANY($2::bytea[])
        ORDER BY key FOR UPDATE`,
      [shopId, known.map((key) => Buffer.from(key, "hex"))],
    );
    const keys = await namesOfCustomer(tx, shopId, known);
    const erased = await tx.query(
      `UPDATE recipient SET key = NULL, address = NULL, person_id = NULL
        WHERE shop_id = $1 AND key = ANY($2::bytea[]) RETURNING 1`,
      [shopId, keys.map((key) => Buffer.from(key, "hex"))],
    );
    const orders = await tx.query(
      `UPDATE shop_order SET email_key = NULL, customer_key = NULL, customer_email_key = NULL,
              alias_keys = '{}', buyer_erased = true
        WHERE shop_id = $1 AND NOT buyer_erased
          AND (email_key = ANY($2::bytea[]) OR customer_key = ANY($2::bytea[])
               OR customer_email_key = ANY($2::bytea[]) OR id = ANY($3))
       RETURNING 1`,
      [shopId, keys.map((key) => Buffer.from(key, "hex")), named],
    );
    await eraseMembers(tx, shop, members);
    await forgetCustomerLinks(
      tx,
      shop,
      keys.map((key) => Buffer.from(key, "hex")),
    );
    if (erased.length + members.length + orders.length === 0) return;
    await recordAudit(tx, shop, { name: "app" }, services.clock.now(), {
      action: "customer.erased",
      detail: { recipients: erased.length, lines: members.length, orders: orders.length },
    });
  });
}
