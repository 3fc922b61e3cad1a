import { afterAll, beforeAll } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { previewCampaign } from "../../../app/features/campaigns/drafting/preview-campaign.server";
import { listCampaignRecipients } from "../../../app/features/campaigns/list-campaign-recipients.server";
import { campaignsOf } from "../../factories/campaign-of";
import { expectOk } from "../../factories/import-file";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

/** A shop with helpers that draft and preview campaigns. */
export function draftFixture() {
  let services: TestServices;
  let shop: ShopContext;
  let campaigns: ReturnType<typeof campaignsOf>;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
    campaigns = campaignsOf(services, shop);
  });
  afterAll(() => services.close());

  const draft = async (poolId: number, list: string | Uint8Array) => {
    const campaignId = await campaigns.send(poolId, list);
    await campaigns.read(campaignId);
    return campaignId;
  };
  const preview = async (campaignId: number) =>
    expectOk(await previewCampaign(services, shop, campaignId));
  const addresses = async (campaignId: number) =>
    (
      await listCampaignRecipients(services, shop, {
        campaignId,
        afterLine: 0,
        limit: 100,
        refusedOnly: false,
      })
    ).map(({ address }) => address);

  return {
    get services() {
      return services;
    },
    get shop() {
      return shop;
    },
    get campaigns() {
      return campaigns;
    },
    draft,
    preview,
    addresses,
  };
}
