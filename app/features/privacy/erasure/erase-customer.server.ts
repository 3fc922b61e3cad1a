import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { waitForCounting } from "../../campaigns/drafting/finish-counting.server";
import {
  eraseCampaignRecipients,
  eraseFields,
} from "../../campaigns/personal-data/erase-campaign-recipients.server";
import { findCampaignRecipients } from "../../campaigns/personal-data/find-campaign-recipients.server";
import { findFields } from "../../campaigns/personal-data/find-fields.server";
import { waitForImports } from "../../codes/import/running/finish-import.server";
import {
  eraseRecipients,
  lockRecipients,
} from "../../recipients/identities/erase-recipients.server";
import { storeErased } from "../../recipients/identities/erased-identities.server";
import { identitiesOfCustomer } from "../../recipients/identities/identities-of-customer.server";
import { deleteCustomerLinks } from "../../recipients/identities/link-customers.server";
import { eraseBuyers } from "../../redemptions/orders/erase-buyers.server";

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
  // Rows that are being written may have been read before the names were remembered. Later ones leave
  // the erased names out.
  await waitForImports(services, shop);
  await waitForCounting(services, shop);
  const members = await findCampaignRecipients(services, shop, known, signal);
  const fields = await findFields(services, shop, known, signal);
  await services.database.transaction(async (tx) => {
    // Locked first: a name that joins the person until now is seen, and none does so any more.
    await lockRecipients(tx, shop, known);
    const keys = await identitiesOfCustomer(tx, shopId, known);
    await storeErased(tx, shop, keys, services.clock.now());
    const recipients = await eraseRecipients(tx, shop, keys);
    const orders = await eraseBuyers(tx, shop, { keys, orderIds: named });
    await eraseCampaignRecipients(tx, shop, members);
    await deleteCustomerLinks(
      tx,
      shop,
      keys.map((key) => Buffer.from(key, "hex")),
    );
    await eraseFields(tx, shop, fields);
    if (recipients + members.length + fields.length + orders === 0) return;
    await recordAudit(tx, shop, { name: "app" }, services.clock.now(), {
      action: "customer.erased",
      detail: { recipients, lines: members.length, orders },
    });
  });
}
