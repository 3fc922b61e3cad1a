import { describe, expect, it } from "vitest";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import { deleteCampaign } from "../../../app/features/campaigns/deletion/delete-campaign.server";
import { startCampaign } from "../../../app/features/campaigns/drafting/start-campaign.server";
import { findCampaign } from "../../../app/features/campaigns/find-campaign.server";
import { listCampaigns } from "../../../app/features/campaigns/list-campaigns.server";
import { dropOldUploads } from "../../../app/features/privacy/drop-old-uploads.server";
import { campaignsOf, people } from "../../factories/campaign-of";
import { insertPool } from "../../factories/stocked-pool";
import { runJobs } from "../../setup/run-jobs";
import { insertShop } from "../../setup/test-services";
import { draftFixture } from "./draft-fixture";

const actor = { name: "Ada" };
const fixture = draftFixture();
const { draft, preview } = fixture;

describe("preparing a campaign", () => {
  it("counts recipients, duplicates, recipients who already have a code, and invalid rows", async () => {
    const pool = await insertPool(fixture.services, fixture.shop, { codes: 10 });
    await assignCodes(fixture.services, fixture.shop, {
      pool,
      recipients: [{ recipient: "b@example.com" }],
      source: "manual",
    });
    const campaign = await draft(
      pool,
      "email\na@example.com\nb@example.com\nA@Example.com\nnot one\nc@example.com\n",
    );
    expect(await fixture.campaigns.find(campaign)).toMatchObject({
      state: "draft",
      total: 5,
      invalid: 1,
      people: 3,
      holding: 1,
      failure: null,
    });
    expect(await preview(campaign)).toMatchObject({
      stockCheck: { needed: 2, available: 9, short: 0, refused: 0 },
      repeated: 1,
      alwaysNew: false,
      poolOpen: true,
      invalid: [{ line: 5, text: "not one" }],
      file: { names: ["email"], rows: [{ line: 2, valid: true }, {}, {}, { valid: false }, {}] },
    });
  });

  it("shows how many codes are missing and how many the fallback pools would provide", async () => {
    const shared = await insertPool(fixture.services, fixture.shop, {
      type: "shared",
      codes: 1,
      name: "Shared",
    });
    const closed = await insertPool(fixture.services, fixture.shop, {
      codes: 9,
      active: false,
      fallbackPoolId: shared,
    });
    const second = await insertPool(fixture.services, fixture.shop, {
      codes: 2,
      name: "Second",
      fallbackPoolId: closed,
    });
    const pool = await insertPool(fixture.services, fixture.shop, {
      codes: 3,
      fallbackPoolId: second,
    });
    const { stockCheck } = await preview(await draft(pool, people(10, "short")));
    expect(stockCheck).toEqual({
      needed: 10,
      available: 3,
      madeAsNeeded: false,
      short: 7,
      fallbacks: [
        { id: second, name: "Second", codes: 2 },
        { id: shared, name: "Shared", codes: 5 },
      ],
      refused: 0,
      bound: null,
      longer: null,
    });
    const alone = await insertPool(fixture.services, fixture.shop, {
      codes: 3,
      resendPolicy: "always_new",
    });
    const twice = await draft(alone, "a@example.com\na@example.com\nb@example.com\nc@example.com");
    expect((await preview(twice)).stockCheck).toMatchObject({ needed: 4, short: 1, refused: 1 });
  });

  it("doesn't start while recipients are being counted or while its pool is inactive", async () => {
    const pool = await insertPool(fixture.services, fixture.shop, { codes: 1, active: false });
    const campaign = await fixture.campaigns.send(pool, people(1));
    const start = () =>
      startCampaign(fixture.services, fixture.shop, { campaignId: campaign, actor });
    expect(await start()).toMatchObject({ failure: { field: "list" } });
    await fixture.campaigns.read(campaign);
    expect(await start()).toMatchObject({ failure: { kind: "pool_inactive" } });
    const other = await insertShop(fixture.services, "other-store.myshopify.com");
    expect(
      await startCampaign(fixture.services, other, { campaignId: campaign, actor }),
    ).toMatchObject({
      failure: { kind: "campaign_not_found" },
    });
  });

  it("doesn't start if its pool's discount has ended", async () => {
    const pool = await insertPool(fixture.services, fixture.shop, { codes: 1 });
    const campaign = await draft(pool, people(1, "over"));
    await fixture.services.database.query(
      `WITH over AS (
         INSERT INTO discount (shop_id, platform_id, title, status, read_at)
         VALUES ($1, 'gid://shopify/DiscountCodeNode/1', 'Over', 'expired', now()) RETURNING id)
       UPDATE pool SET discount_id = over.id FROM over WHERE pool.id = $2`,
      [fixture.shop.id, pool],
    );
    expect(await preview(campaign)).toMatchObject({ poolOpen: false, discountEnded: true });
    expect(
      await startCampaign(fixture.services, fixture.shop, { campaignId: campaign, actor }),
    ).toMatchObject({
      failure: { kind: "pool_inactive", discountEnded: true },
    });
  });

  it("deletes the file when the campaign starts, which happens once", async () => {
    const pool = await insertPool(fixture.services, fixture.shop, { codes: 1 });
    const campaign = await draft(pool, people(1, "once"));
    const uploads = "SELECT 1 FROM file_upload WHERE shop_id = $1";
    await fixture.services.database.query(
      "DELETE FROM file_upload WHERE id NOT IN (SELECT upload_id FROM campaign WHERE id = $1)",
      [campaign],
    );
    await Promise.all([fixture.campaigns.start(campaign), fixture.campaigns.start(campaign)]);
    expect(await fixture.services.database.query(uploads, [fixture.shop.id])).toEqual([]);
    expect(
      await fixture.services.database.query("SELECT action FROM audit_entry WHERE pool_id = $1", [
        pool,
      ]),
    ).toEqual([{ action: "campaign.started" }]);
    await fixture.campaigns.run(campaign);
    expect(await fixture.campaigns.find(campaign)).toMatchObject({ assigned: 1 });
  });

  it("can start after its file was deleted for its age", async () => {
    const pool = await insertPool(fixture.services, fixture.shop, { codes: 2 });
    const campaign = await draft(pool, people(2, "old"));
    const before = fixture.services.clock.now();
    fixture.services.setTime(new Date(before.getTime() + 25 * 3_600_000));
    await dropOldUploads(fixture.services);
    fixture.services.setTime(before);
    expect(await preview(campaign)).toMatchObject({ file: null, stockCheck: { needed: 2 } });
    await fixture.campaigns.start(campaign);
    await fixture.campaigns.run(campaign);
    expect(await fixture.campaigns.find(campaign)).toMatchObject({ assigned: 2 });
  });

  it("leaves nothing behind when the draft is deleted", async () => {
    const pool = await insertPool(fixture.services, fixture.shop);
    const campaign = await draft(pool, people(12, "away"));
    await deleteCampaign(fixture.services, fixture.shop, {
      campaignId: campaign,
      actor: { name: "Ada" },
    });
    expect(await findCampaign(fixture.services, fixture.shop, campaign)).toMatchObject({
      ok: false,
    });
    await runJobs(fixture.services, ["drop-campaign"]);
    const left = await fixture.services.database.query(
      `SELECT 1 FROM campaign WHERE id = $1 UNION ALL SELECT 1 FROM campaign_recipient WHERE campaign_id = $1`,
      [campaign],
    );
    expect(left).toEqual([]);
  });

  it("lists the campaigns of a shop or pool newest first, by page", async () => {
    const fresh = await insertShop(fixture.services, "lists.myshopify.com");
    const of = campaignsOf(fixture.services, fresh);
    const [one, two] = [
      await insertPool(fixture.services, fresh),
      await insertPool(fixture.services, fresh),
    ];
    const ids: number[] = [];
    for (const pool of [one, two, one, one]) ids.push(await of.send(pool, people(1)));
    const [first = 0, second = 0, third = 0, fourth = 0] = ids;
    const list = async (query: object) => {
      const page = await listCampaigns(fixture.services, fresh, { limit: 2, ...query });
      return { ...page, campaigns: page.campaigns.map(({ id }) => id) };
    };
    const newest = { campaigns: [fourth, third], before: null, after: String(third) };
    const oldest = { campaigns: [second, first], before: String(second), after: null };
    expect(await list({})).toEqual(newest);
    expect(await list({ after: third })).toEqual(oldest);
    expect(await list({ before: second })).toEqual(newest);
    expect((await list({ poolId: one, limit: 9 })).campaigns).toEqual([fourth, third, first]);
  });
});
