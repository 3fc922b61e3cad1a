import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { listAssignments } from "../../../app/features/assignments/history/list-assignments.server";
import { deleteCampaign } from "../../../app/features/campaigns/deletion/delete-campaign.server";
import { dropCampaign } from "../../../app/features/campaigns/deletion/drop-campaign.server";
import { startCampaign } from "../../../app/features/campaigns/drafting/start-campaign.server";
import { findCampaign } from "../../../app/features/campaigns/find-campaign.server";
import { listCampaigns } from "../../../app/features/campaigns/list-campaigns.server";
import { resumeCampaign } from "../../../app/features/campaigns/running/resume-campaign.server";
import { stopCampaign } from "../../../app/features/campaigns/running/stop-campaign.server";
import { campaignsOf, people } from "../../factories/campaign-of";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { expectOk } from "../../factories/import-file";
import { insertPool } from "../../factories/stocked-pool";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("deleting a campaign", () => {
  let services: TestServices;
  let shop: ShopContext;
  let campaigns: ReturnType<typeof campaignsOf>;
  let shops = 0;
  const actor = { name: "Ada" };
  const notFound = { ok: false, failure: { kind: "campaign_not_found" } };
  const running = { ok: false, failure: { kind: "campaign_running" } };

  beforeAll(async () => {
    services = await openTestServices();
  });
  beforeEach(async () => {
    shops += 1;
    shop = await insertShop(services, `shop-${shops}.myshopify.com`);
    campaigns = campaignsOf(services, shop);
  });
  afterAll(() => services.close());

  const remove = (campaignId: number, of = shop) =>
    deleteCampaign(services, of, { campaignId, actor });
  const rows = async (campaignId: number) => {
    const found = await services.database.query<{ recipients: number; campaigns: number }>(
      `SELECT (SELECT count(*) FROM campaign_recipient WHERE shop_id = $1 AND campaign_id = $2) AS recipients,
              (SELECT count(*) FROM campaign WHERE shop_id = $1 AND id = $2) AS campaigns`,
      [shop.id, campaignId],
    );
    return found[0];
  };
  const deletions = () =>
    services.database.query(
      "SELECT actor, detail FROM audit_entry WHERE shop_id = $1 AND action = 'campaign.deleted'",
      [shop.id],
    );

  it("keeps the assignments of a finished campaign, and its name in the history", async () => {
    const pool = await insertPool(services, shop, { codes: 3, name: "Summer" });
    const campaign = await campaigns.begin(pool, people(4));
    await campaigns.run(campaign);
    expect(await remove(campaign)).toEqual({ ok: true, value: null });
    expect(await findCampaign(services, shop, campaign)).toEqual(notFound);
    expect((await listCampaigns(services, shop, { limit: 9 })).campaigns).toEqual([]);
    await runJobs(services, ["drop-campaign"]);
    expect(await rows(campaign)).toEqual({ recipients: 0, campaigns: 0 });
    const query = { poolId: pool, search: "", limit: 9 };
    const { entries } = expectOk(await listAssignments(services, shop, query));
    expect(entries.map(({ source, state }) => [source, state])).toEqual(
      Array(3).fill(["campaign:Spring", "assigned"]),
    );
    expect(await deletions()).toEqual([
      { actor: "Ada", detail: { pool: "Summer", campaign: "Spring", assigned: 3 } },
    ]);
    await expectConsistentStock(services, shop);
  });

  it("is rejected while it is queued or running, but allowed once canceled", async () => {
    const pool = await insertPool(services, shop, { codes: 9 });
    const campaign = await campaigns.begin(pool, people(5));
    expect(await remove(campaign)).toEqual(running);
    await services.database.query("UPDATE campaign SET state = 'running' WHERE id = $1", [
      campaign,
    ]);
    expect(await remove(campaign)).toEqual(running);
    expectOk(await stopCampaign(services, shop, { campaignId: campaign, actor }));
    expect(await remove(campaign)).toEqual({ ok: true, value: null });
    expect(await resumeCampaign(services, shop, { campaignId: campaign, actor })).toEqual(notFound);
    // The job that runs the campaign is still queued and must find nothing to do.
    await runJobs(services, ["run-campaign", "drop-campaign"]);
    expect(await rows(campaign)).toEqual({ recipients: 0, campaigns: 0 });
    await expectConsistentStock(services, shop);
  });

  it("happens once, even with concurrent or repeated requests", async () => {
    const pool = await insertPool(services, shop);
    const campaign = await campaigns.send(pool, people(2));
    await campaigns.read(campaign);
    const both = await Promise.all([remove(campaign), remove(campaign)]);
    expect(both).toContainEqual({ ok: true, value: null });
    expect(both).toContainEqual(notFound);
    expect(await remove(campaign)).toEqual(notFound);
    expect(await deletions()).toHaveLength(1);
  });

  it("either deletes or starts a campaign if both are requested concurrently", async () => {
    const pool = await insertPool(services, shop, { codes: 40 });
    for (let n = 0; n < 10; n += 1) {
      const campaign = await campaigns.send(pool, people(2, `both-${n}`));
      await campaigns.read(campaign);
      const [started, deleted] = await Promise.all([
        startCampaign(services, shop, { campaignId: campaign, actor }),
        remove(campaign),
      ]);
      expect([started.ok, deleted.ok].sort()).toEqual([false, true]);
      await runJobs(services, ["run-campaign", "drop-campaign"]);
      expect(await rows(campaign)).toEqual(
        started.ok ? { recipients: 2, campaigns: 1 } : { recipients: 0, campaigns: 0 },
      );
    }
    await expectConsistentStock(services, shop);
  });

  it("removes long lists in batches, and continues after an interruption", async () => {
    const pool = await insertPool(services, shop);
    const campaign = await campaigns.send(pool, people(1));
    await campaigns.read(campaign);
    await services.database.query(
      `INSERT INTO campaign_recipient (shop_id, campaign_id, line)
       SELECT $1, $2, n FROM generate_series(2, 120000) AS n`,
      [shop.id, campaign],
    );
    expectOk(await remove(campaign));
    let steps = 0;
    const stops = Object.assign(new AbortController().signal, {
      throwIfAborted: () => {
        steps += 1;
        if (steps > 1) throw new Error("the worker stops");
      },
    });
    await expect(dropCampaign(services, shop, campaign, stops)).rejects.toThrow("the worker stops");
    expect(await rows(campaign)).toEqual({ recipients: 70_000, campaigns: 1 });
    await runJobs(services, ["drop-campaign"]);
    expect(await rows(campaign)).toEqual({ recipients: 0, campaigns: 0 });
  });

  it("is not possible from another shop", async () => {
    shops += 1;
    const other = await insertShop(services, `shop-${shops}.myshopify.com`);
    const campaign = await campaigns.send(await insertPool(services, shop), people(1));
    await campaigns.read(campaign);
    expect(await remove(campaign, other)).toEqual(notFound);
    expect(await campaigns.find(campaign)).toMatchObject({ state: "draft" });
  });
});
