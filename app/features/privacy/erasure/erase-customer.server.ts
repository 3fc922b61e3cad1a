import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { storeErased } from "../../recipients/identities/erased-identities.server";
import { deleteCustomerLinks } from "../../recipients/identities/link-customers.server";
import { findCampaignRecipients } from "../export/find-campaign-recipients.server";
import { findFields } from "../export/find-fields.server";
import { identitiesOfCustomer } from "../identities-of-customer.server";
import { eraseCampaignRecipients, eraseFields } from "./erase-campaign-recipients.server";

/**
 * Erases a customer under every name that we know: the address, what it is found by, and their lines
 * in campaigns. Which code was
 * given out when stays, for the stock to be true; to whom, nobody can tell any more. Their orders, and
 * those that the platform names, forget the buyer for good. Files that are being read, or will be, do
 * not bring the customer back. Safe to repeat.
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
  const known = await identitiesOfCustomer(services.database, shopId, given);
  await storeErased(services.database, shop, known, services.clock.now());
  await waitForReaders(services, shop);
  const members = await findCampaignRecipients(services, shop, known, signal);
  const fields = await findFields(services, shop, known, signal);
  await services.database.transaction(async (tx) => {
    // Locked first: a name that joins the person until now is seen, and none does so any more.
    await tx.query(
      `SELECT 1 FROM recipient WHERE shop_id = $1 AND key = ANY($2::bytea[])
        ORDER BY key FOR UPDATE`,
      [shopId, known.map((key) => Buffer.from(key, "hex"))],
    );
    const keys = await identitiesOfCustomer(tx, shopId, known);
    await storeErased(tx, shop, keys, services.clock.now());
    const erased = await tx.query(
      `UPDATE recipient SET key = NULL, address = NULL, domain_key = NULL, identity_group_id = NULL
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
    await eraseCampaignRecipients(tx, shop, members);
    await deleteCustomerLinks(
      tx,
      shop,
      keys.map((key) => Buffer.from(key, "hex")),
    );
    await eraseFields(tx, shop, fields);
    if (erased.length + members.length + fields.length + orders.length === 0) return;
    await recordAudit(tx, shop, { name: "app" }, services.clock.now(), {
      action: "customer.erased",
      detail: { recipients: erased.length, lines: members.length, orders: orders.length },
    });
  });
}

/**
 * Waits until the rows that imports and readings of lists are writing are committed: those may have
 * been read before the names were remembered. Later ones leave the erased names out.
 */
async function waitForReaders(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query(
      "SELECT 1 FROM batch WHERE shop_id = $1 AND state IN ('queued', 'running') FOR UPDATE",
      [shop.id],
    );
  });
  await database.transaction(async (tx) => {
    await tx.query("SELECT 1 FROM campaign WHERE shop_id = $1 AND state = 'reading' FOR UPDATE", [
      shop.id,
    ]);
  });
}
