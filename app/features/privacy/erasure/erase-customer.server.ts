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
import { eraseCustomerCodes } from "../../guard/bindings/written-customers.server";
import {
  eraseRecipients,
  lockRecipients,
} from "../../recipients/identities/erase-recipients.server";
import { storeErased } from "../../recipients/identities/erased-identities.server";
import { identitiesOfCustomer } from "../../recipients/identities/identities-of-customer.server";
import { deleteCustomerLinks } from "../../recipients/identities/link-customers.server";
import { eraseBuyers } from "../../redemptions/orders/erase-buyers.server";

/**
 * Erases a customer under all identities we know: the address, the lookup keys and their rows in
 * campaigns. Assignments stay so totals remain correct, but no longer identify the customer. Their
 * orders, and those the platform names, lose the buyer's hashes. The erased keys are remembered, so
 * files being read don't bring the customer back. Idempotent.
 */
export async function eraseCustomer(
  services: Services,
  {
    shopId,
    keys: requested,
    orders: named,
  }: { shopId: number; keys: readonly string[]; orders: readonly string[] },
  signal: AbortSignal,
): Promise<void> {
  const shop = { id: shopId };
  const known = await identitiesOfCustomer(services.database, shopId, requested);
  await storeErased(services.database, shop, known, services.clock.now());
  // Rows being written now may have been read before the keys were stored. Later ones skip them.
  await waitForImports(services, shop);
  await waitForCounting(services, shop);
  const campaignRecipients = await findCampaignRecipients(services, shop, known, signal);
  const fields = await findFields(services, shop, known, signal);
  await services.database.transaction(async (tx) => {
    // Lock first: identities merged until now are included, and none can be merged afterwards.
    await lockRecipients(tx, shop, known);
    const keys = await identitiesOfCustomer(tx, shopId, known);
    await storeErased(tx, shop, keys, services.clock.now());
    await eraseCustomerCodes(tx, shop, keys);
    const recipients = await eraseRecipients(tx, shop, keys);
    const orders = await eraseBuyers(tx, shop, { keys, orderIds: named });
    await eraseCampaignRecipients(tx, shop, campaignRecipients);
    await deleteCustomerLinks(
      tx,
      shop,
      keys.map((key) => Buffer.from(key, "hex")),
    );
    await eraseFields(tx, shop, fields);
    if (recipients + campaignRecipients.length + fields.length + orders === 0) return;
    await recordAudit(tx, shop, { name: "app" }, services.clock.now(), {
      action: "customer.erased",
      detail: { recipients, lines: campaignRecipients.length, orders },
    });
  });
}
