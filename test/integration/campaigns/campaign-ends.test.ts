import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { startCampaign } from "../../../app/features/campaigns/drafting/start-campaign.server";
import { resumeCampaign } from "../../../app/features/campaigns/running/resume-campaign.server";
import { sweepCampaigns } from "../../../app/features/campaigns/sweep-campaigns.server";
import { campaignsOf, people } from "../../factories/campaign-of";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { loseJobs, refuseTable } from "../../factories/database-failures";
import { insertPool } from "../../factories/stocked-pool";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const begin = new Date("2026-11-21T12:00:00Z");
const actor = { name: "Ada" };

describe("a campaign that can't continue", () => {
  let services: TestServices;
  let shop: ShopContext;
  let poolId: number;
  let campaigns: ReturnType<typeof campaignsOf>;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  beforeEach(async () => {
    shops += 1;
    services.setTime(begin);
    shop = await insertShop(services, `campaign-ends-${shops}.myshopify.com`);
    poolId = await insertPool(services, shop, { codes: 10 });
    campaigns = campaignsOf(services, shop);
  });
  afterAll(() => services.close());

  const minutesLater = (minutes: number) =>
    services.setTime(new Date(begin.getTime() + minutes * 60_000));

  it("stops reading at a row the database rejects, says why and can't be started", async () => {
    const campaignId = await campaigns.send(poolId, people(3));
    await refuseTable(services, { table: "campaign_recipient", error: "23514" }, () =>
      campaigns.read(campaignId),
    );
    const campaign = await campaigns.find(campaignId);
    expect(campaign).toMatchObject({
      state: "draft",
      failure: expect.stringContaining("couldn’t be read because of a problem on our side"),
    });
    expect(await startCampaign(services, shop, { campaignId, actor })).toMatchObject({
      ok: false,
      failure: { kind: "invalid_input", message: campaign.failure },
    });
  });

  it("stops reading if the file is lost or an hour passes without progress", async () => {
    const lostId = await campaigns.send(poolId, people(3));
    await services.database.query("DELETE FROM file_upload_chunk WHERE shop_id = $1", [shop.id]);
    await campaigns.read(lostId);
    expect(await campaigns.find(lostId)).toMatchObject({
      state: "draft",
      failure: "The file is no longer available. Choose it again.",
    });

    const campaignId = await campaigns.send(poolId, people(3));
    await refuseTable(services, { table: "campaign_recipient", error: "53100" }, async () => {
      await expect(campaigns.read(campaignId)).rejects.toThrow();
      expect(await campaigns.find(campaignId)).toMatchObject({ state: "reading" });
      minutesLater(60);
      await campaigns.read(campaignId);
    });
    expect(await campaigns.find(campaignId)).toMatchObject({
      state: "draft",
      failure: expect.stringContaining("problem on our side"),
    });
  });

  it("fails after an hour without progress, and can be resumed", async () => {
    const campaignId = await campaigns.begin(poolId, people(3));
    await refuseTable(services, { table: "assignment", error: "53100" }, async () => {
      await expect(campaigns.run(campaignId)).rejects.toThrow();
      minutesLater(60);
      await campaigns.run(campaignId);
    });
    expect(await campaigns.find(campaignId)).toMatchObject({
      state: "failed",
      done: 0,
      failure: expect.stringContaining("problem on our side"),
    });
    await expectConsistentStock(services, shop);
    await resumeCampaign(services, shop, { campaignId, actor });
    await campaigns.run(campaignId);
    expect(await campaigns.find(campaignId)).toMatchObject({ state: "done", assigned: 3 });
  });

  it("continues if its job was lost, or fails after an hour without progress", async () => {
    const campaignId = await campaigns.send(poolId, people(3));
    await loseJobs(services);
    await sweepCampaigns(services);
    await runJobs(services, ["count-campaign-recipients"]);
    await campaigns.start(campaignId);
    await loseJobs(services);
    await sweepCampaigns(services);
    await runJobs(services, ["run-campaign"]);
    expect(await campaigns.find(campaignId)).toMatchObject({ state: "done", assigned: 3 });

    const reading = await campaigns.send(poolId, people(2));
    const running = await campaigns.begin(poolId, people(2));
    await loseJobs(services);
    const busy = await campaigns.send(poolId, people(2));
    minutesLater(60);
    await sweepCampaigns(services);
    expect(await campaigns.find(reading)).toMatchObject({ state: "draft", people: null });
    expect(await campaigns.find(running)).toMatchObject({ state: "failed" });
    expect(await campaigns.find(busy)).toMatchObject({ state: "reading" });
  });
});
