import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { listCampaignRecipients } from "../../../app/features/campaigns/list-campaign-recipients.server";
import { runCampaign } from "../../../app/features/campaigns/running/run-campaign.server";
import { eraseCustomer } from "../../../app/features/privacy/erasure/erase-customer.server";
import { normaliseRecipient } from "../../../app/features/recipients/recipient";
import { recipientKey } from "../../../app/features/recipients/recipient-encryption.server";
import { campaignsOf, people } from "../../factories/campaign-of";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("customers who are erased while a campaign runs", () => {
  let services: TestServices;
  let shop: ShopContext;
  let campaigns: ReturnType<typeof campaignsOf>;
  const forever = new AbortController().signal;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
    campaigns = campaignsOf(services, shop);
  });
  afterAll(() => services.close());

  it("get no code, and everyone else gets theirs", async () => {
    const pool = await insertPool(services, shop, { codes: 10 });
    const campaign = await campaigns.begin(pool, people(3, "erased"));
    const address = normaliseRecipient("erased-1@example.com");
    if (!address.ok) throw new Error("not an address");
    const keys = [recipientKey(services, shop, address.value).toString("hex")];
    const erased = { shopId: shop.id, orders: [] };
    let transactions = 0;
    // Between reading the pending recipients and assigning their codes.
    const transaction: TestServices["database"]["transaction"] = async (work) => {
      transactions += 1;
      if (transactions === 2) await eraseCustomer(services, { ...erased, keys }, forever);
      return services.database.transaction(work);
    };
    const raced = { ...services, database: { ...services.database, transaction } };
    await runCampaign(raced, shop, campaign, forever);
    expect(await campaigns.find(campaign)).toMatchObject({
      state: "done",
      done: 3,
      assigned: 2,
      refused: 1,
    });
    const recipients = await listCampaignRecipients(services, shop, {
      campaignId: campaign,
      afterLine: 0,
      limit: 10,
      refusedOnly: false,
    });
    expect(recipients[1]).toMatchObject({
      address: null,
      refusal: "recipient_erased",
    });
    const known = "SELECT 1 FROM recipient WHERE key = $1";
    expect(await services.database.query(known, [Buffer.from(keys[0] ?? "", "hex")])).toEqual([]);
    await expectConsistentStock(services, shop);
  });
});
