import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { previewCampaign } from "../../../app/features/campaigns/drafting/preview-campaign.server";
import { listCampaignRecipients } from "../../../app/features/campaigns/list-campaign-recipients.server";
import { campaignsOf, people } from "../../factories/campaign-of";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { expectOk } from "../../factories/import-file";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { assignTo, expectSealedFor, insertSealedPool, poolOf } from "../publishing/sealed-fixture";

describe("a campaign with a pool whose codes are sealed", () => {
  let services: TestServices;
  let shop: ShopContext;
  let campaigns: ReturnType<typeof campaignsOf>;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
    campaigns = campaignsOf(services, shop);
  });
  afterAll(() => services.close());

  const givenBy = async (campaignId: number) => {
    const query = { campaignId, afterLine: 0, limit: 20_000, refusedOnly: false };
    const lines = await listCampaignRecipients(services, shop, query);
    return lines.flatMap(({ code, address }) =>
      code && address ? [{ code, recipient: address }] : [],
    );
  };

  it("makes each code for the recipient of its row, whether the store knew them or not", async () => {
    const poolId = await insertSealedPool(services, shop);
    const other = await insertSealedPool(services, shop);
    await assignTo(services, shop, other, ["person-3@example.com", "person-900@example.com"]);
    const list = `${people(1_200)}\nnobody\nPERSON-3@example.com\n`;
    const campaign = await campaigns.begin(poolId, list);
    await campaigns.run(campaign, 500);
    expect(await campaigns.find(campaign)).toMatchObject({ state: "done", codes: 1_200 });
    const given = await givenBy(campaign);
    expect(given).toHaveLength(1_201);
    await expectSealedFor(services, shop, poolId, given);
    await expectConsistentStock(services, shop);
  });

  it("has enough codes at any size, up to the pool's own limit", async () => {
    const poolId = await insertSealedPool(services, shop);
    const campaign = await campaigns.send(poolId, people(30));
    await campaigns.read(campaign);
    const stockCheck = async () =>
      expectOk(await previewCampaign(services, shop, campaign)).stockCheck;
    expect(await stockCheck()).toMatchObject({ needed: 30, available: null, short: 0 });
    await services.database.query(
      "UPDATE pool SET code_limit = 20 WHERE shop_id = $1 AND id = $2",
      [shop.id, poolId],
    );
    expect(await stockCheck()).toMatchObject({ available: 20, short: 10, bound: "limit" });
    await campaigns.start(campaign);
    await campaigns.run(campaign);
    expect(await campaigns.find(campaign)).toMatchObject({ codes: 20, refused: 10, retriable: 10 });
    expect(await poolOf(services, shop, poolId)).toMatchObject({ available: 0, assigned: 20 });
    await expectSealedFor(services, shop, poolId, await givenBy(campaign));
  });
});
