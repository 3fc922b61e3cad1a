import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assignCodes } from "../../../app/assignments/assign-codes.server";
import { deleteCampaign } from "../../../app/campaigns/deletion/delete-campaign.server";
import { changeReading } from "../../../app/campaigns/drafting/change-reading.server";
import { previewCampaign } from "../../../app/campaigns/drafting/preview-campaign.server";
import { readRecipients } from "../../../app/campaigns/drafting/read-recipients.server";
import { startCampaign } from "../../../app/campaigns/drafting/start-campaign.server";
import { findCampaign } from "../../../app/campaigns/find-campaign.server";
import { listCampaigns } from "../../../app/campaigns/list-campaigns.server";
import { listMembers } from "../../../app/campaigns/list-members.server";
import { dropOldUploads } from "../../../app/codes/upload/drop-old-uploads.server";
import type { ShopContext } from "../../../app/core/ids";
import { dropCampaignJob } from "../../../app/worker/drop-campaign.server";
import { breakingServices } from "../../factories/breaking-services";
import { campaignsOf, people } from "../../factories/campaign-of";
import { expectOk } from "../../factories/import-file";
import { insertPool } from "../../factories/stocked-pool";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("preparing a campaign", () => {
  let services: TestServices;
  let shop: ShopContext;
  let campaigns: ReturnType<typeof campaignsOf>;
  const actor = { name: "Ada" };
  const forever = new AbortController().signal;

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
      await listMembers(services, shop, {
        campaignId,
        afterLine: 0,
        limit: 100,
        refusedOnly: false,
      })
    ).map(({ address }) => address);

  it.each<[string, string | Uint8Array]>([
    ["a column E-Mail among others", "Name,E-Mail,City\nAda,ada@example.com,Bern\n"],
    ["semicolons", "name;email_address\nAda;ada@example.com\n"],
    [
      "UTF-16 with a mark",
      Buffer.from("\uFEFFName;Recipient\r\nZoë;ada@example.com\r\n", "utf16le"),
    ],
    ["words that nobody knows", "Kunde\tErreichbar\nAda\tada@example.com\n"],
    ["no header", "7,ada@example.com\n"],
    ["one column without a header", "ada@example.com"],
    ["names around the addresses", "Ada Lovelace <ada@example.com>,"],
    ["an empty column before", "id,,mail\n1,,ada@example.com\n"],
  ])("finds the recipients in a list with %s", async (_, list) => {
    const campaign = await draft(await insertPool(services, shop), list);
    expect(await addresses(campaign)).toEqual(["ada@example.com"]);
  });

  it.each<[string, string, string[]]>([
    ["Outlook", "Example, Ada <ada@example.com>; Example, Ben <ben@example.com>", ["ada", "ben"]],
    ["a To field", "To: ada@example.com, ben@example.com,\ncem@example.com", ["ada", "ben", "cem"]],
    ["blanks between", "ada@example.com ben@example.com", ["ada", "ben"]],
    [
      "a row of a spreadsheet",
      "ada@example.com\tben@example.com\tcem@example.com",
      ["ada", "ben", "cem"],
    ],
    ["quoted names", '"Example, Ada" <ada@example.com>; "Ben" <ben@example.com>', ["ada", "ben"]],
    ["a heading above", "Guests\nada@example.com; ben@example.com", ["ada", "ben"]],
    [
      "links and quotes",
      "mailto:ada@example.com\n'ben@example.com'\n<cem@example.com>.",
      ["ada", "ben", "cem"],
    ],
  ])("finds every recipient in a text from %s", async (_, text, names) => {
    const campaign = await draft(await insertPool(services, shop), text);
    expect(await addresses(campaign)).toEqual(names.map((name) => `${name}@example.com`));
    const { file } = await preview(campaign);
    expect(file?.rows.map(({ valid }) => valid)).toEqual(names.map(() => true));
  });

  it("numbers the lines of such a text one after the other, and keeps what is none", async () => {
    const text =
      "ada@example.com; ben@example.com\n\ncem@example.com\nnobody\ndan@example.com\neva@example.com";
    const campaign = await draft(await insertPool(services, shop), text);
    const page = { campaignId: campaign, afterLine: 0, limit: 100, refusedOnly: false };
    const members = await listMembers(services, shop, page);
    expect(members.map(({ line, address }) => [line, address])).toEqual([
      [1, "ada@example.com"],
      [2, "ben@example.com"],
      [3, "cem@example.com"],
      [4, "nobody"],
      [5, "dan@example.com"],
      [6, "eva@example.com"],
    ]);
  });

  it("keeps the columns of a table in which two columns have addresses", async () => {
    const table = "email,referred by\nada@example.com,ben@example.com\n";
    const campaign = await draft(await insertPool(services, shop), table);
    expect(await addresses(campaign)).toEqual(["ada@example.com"]);
  });

  it("counts recipients, repeated ones, those who hold a code, and lines that name nobody", async () => {
    const pool = await insertPool(services, shop, { codes: 10 });
    await assignCodes(services, shop, {
      pool,
      recipients: [{ recipient: "b@example.com" }],
      source: "manual",
    });
    const campaign = await draft(
      pool,
      "email\na@example.com\nb@example.com\nA@Example.com\nnot one\nc@example.com\n",
    );
    expect(await campaigns.find(campaign)).toMatchObject({
      state: "draft",
      total: 5,
      invalid: 1,
      people: 3,
      holding: 1,
      failure: null,
    });
    expect(await preview(campaign)).toMatchObject({
      verdict: { needed: 2, available: 9, short: 0, refused: 0 },
      repeated: 1,
      alwaysNew: false,
      poolOpen: true,
      invalid: [{ line: 5, text: "not one" }],
      file: { names: ["email"], rows: [{ line: 2, valid: true }, {}, {}, { valid: false }, {}] },
    });
  });

  it("says by how much the stock is short and what the fallbacks would give", async () => {
    const shared = await insertPool(services, shop, { type: "shared", codes: 1, name: "Everyone" });
    const closed = await insertPool(services, shop, {
      codes: 9,
      active: false,
      fallbackPoolId: shared,
    });
    const second = await insertPool(services, shop, {
      codes: 2,
      name: "Second",
      fallbackPoolId: closed,
    });
    const pool = await insertPool(services, shop, { codes: 3, fallbackPoolId: second });
    const { verdict } = await preview(await draft(pool, people(10, "short")));
    expect(verdict).toEqual({
      needed: 10,
      available: 3,
      short: 7,
      fallbacks: [
        { id: second, name: "Second", codes: 2 },
        { id: shared, name: "Everyone", codes: 5 },
      ],
      refused: 0,
      bound: null,
      longer: null,
    });
    const alone = await insertPool(services, shop, { codes: 3, resendPolicy: "always_new" });
    const twice = await draft(alone, "a@example.com\na@example.com\nb@example.com\nc@example.com");
    expect((await preview(twice)).verdict).toMatchObject({ needed: 4, short: 1, refused: 1 });
  });

  it("is read otherwise when the merchant says so", async () => {
    const list = "a@example.com|x@example.com\nb@example.com|y@example.com\n";
    const campaign = await draft(await insertPool(services, shop), list);
    expect(await addresses(campaign)).toEqual(["a@example.com", "b@example.com"]);
    const change = (fields: object) =>
      changeReading(services, shop, { campaignId: campaign, ...fields });
    expectOk(await change({ column: 1 }));
    expect(await campaigns.find(campaign)).toMatchObject({ state: "reading", total: 0 });
    await campaigns.read(campaign);
    expect(await addresses(campaign)).toEqual(["x@example.com", "y@example.com"]);
    expectOk(await change({ header: true }));
    await campaigns.read(campaign);
    expect(await addresses(campaign)).toEqual(["y@example.com"]);
    expectOk(await change({ delimiter: ";" }));
    await campaigns.read(campaign);
    expect(await campaigns.find(campaign)).toMatchObject({ total: 2, invalid: 2, people: 0 });
    expect(await change({ column: 7 })).toMatchObject({ failure: { field: "column" } });
    const started = await startCampaign(services, shop, { campaignId: campaign, actor });
    expect(started).toMatchObject({ failure: { kind: "invalid_input" } });
  });

  it.each<[number, "before" | "after"]>([
    [1, "before"],
    [1, "after"],
    [2, "before"],
    [3, "after"],
  ])("reads every line once when it dies at commit %i (just %s)", async (at, when) => {
    const pool = await insertPool(services, shop);
    const campaign = await campaigns.send(pool, people(2_500, `read-${at}-${when}`));
    const broken = breakingServices(services, at, when);
    // Three steps.
    const rows = 1_000;
    await expect(readRecipients(broken, shop, campaign, forever, rows)).rejects.toThrow("broken");
    await Promise.all([campaigns.read(campaign, rows), campaigns.read(campaign, rows)]);
    expect(await campaigns.find(campaign)).toMatchObject({
      state: "draft",
      total: 2_500,
      people: 2_500,
      invalid: 0,
    });
    expect(
      await services.database.query(
        "SELECT count(*) AS lines FROM campaign_member WHERE campaign_id = $1",
        [campaign],
      ),
    ).toEqual([{ lines: 2_500 }]);
  });

  it("tells where a list cannot be read any further, and cannot be started then", async () => {
    const pool = await insertPool(services, shop, { codes: 1 });
    const endless = `"${"x".repeat(20_001)}\n`;
    const broken = `email\na@example.com\n${endless.repeat(201)}${people(3)}\n`;
    const campaign = await draft(pool, broken);
    const { state, failure } = await campaigns.find(campaign);
    expect([state, failure]).toEqual(["draft", expect.stringContaining("Too many lines")]);
    expect(await startCampaign(services, shop, { campaignId: campaign, actor })).toMatchObject({
      failure: { message: expect.stringContaining("Too many lines") },
    });
  });

  it("is not started while it is counted, or while its pool is off", async () => {
    const pool = await insertPool(services, shop, { codes: 1, active: false });
    const campaign = await campaigns.send(pool, people(1));
    const start = () => startCampaign(services, shop, { campaignId: campaign, actor });
    expect(await start()).toMatchObject({ failure: { field: "list" } });
    await campaigns.read(campaign);
    expect(await start()).toMatchObject({ failure: { kind: "pool_inactive" } });
    const other = await insertShop(services, "other-store.myshopify.com");
    expect(await startCampaign(services, other, { campaignId: campaign, actor })).toMatchObject({
      failure: { kind: "campaign_not_found" },
    });
  });

  it("is not started while the discount of its pool is over", async () => {
    const pool = await insertPool(services, shop, { codes: 1 });
    const campaign = await draft(pool, people(1, "over"));
    await services.database.query(
      `WITH over AS (
         INSERT INTO discount (shop_id, platform_id, title, status, read_at)
         VALUES ($1, 'gid://shopify/DiscountCodeNode/1', 'Over', 'expired', now()) RETURNING id)
       UPDATE pool SET discount_id = over.id FROM over WHERE pool.id = $2`,
      [shop.id, pool],
    );
    expect(await preview(campaign)).toMatchObject({ poolOpen: false, discountEnded: true });
    expect(await startCampaign(services, shop, { campaignId: campaign, actor })).toMatchObject({
      failure: { kind: "pool_inactive", discountEnded: true },
    });
  });

  it("drops the file when it starts, and starts once", async () => {
    const pool = await insertPool(services, shop, { codes: 1 });
    const campaign = await draft(pool, people(1, "once"));
    const uploads = "SELECT 1 FROM upload WHERE shop_id = $1";
    await services.database.query(
      "DELETE FROM upload WHERE id NOT IN (SELECT upload_id FROM campaign WHERE id = $1)",
      [campaign],
    );
    await Promise.all([campaigns.start(campaign), campaigns.start(campaign)]);
    expect(await services.database.query(uploads, [shop.id])).toEqual([]);
    expect(
      await services.database.query("SELECT action FROM audit_entry WHERE pool_id = $1", [pool]),
    ).toEqual([{ action: "campaign.started" }]);
    await campaigns.run(campaign);
    expect(await campaigns.find(campaign)).toMatchObject({ assigned: 1 });
  });

  it("can be started after its file was dropped for its age", async () => {
    const pool = await insertPool(services, shop, { codes: 2 });
    const campaign = await draft(pool, people(2, "old"));
    const before = services.clock.now();
    services.setTime(new Date(before.getTime() + 25 * 3_600_000));
    await dropOldUploads(services);
    services.setTime(before);
    expect(await preview(campaign)).toMatchObject({ file: null, verdict: { needed: 2 } });
    await campaigns.start(campaign);
    await campaigns.run(campaign);
    expect(await campaigns.find(campaign)).toMatchObject({ assigned: 2 });
  });

  it("leaves nothing behind when it is thrown away", async () => {
    const pool = await insertPool(services, shop);
    const campaign = await draft(pool, people(12, "away"));
    await deleteCampaign(services, shop, { campaignId: campaign, actor: { name: "Ada" } });
    expect(await findCampaign(services, shop, campaign)).toMatchObject({ ok: false });
    await runJobs(services, [dropCampaignJob]);
    const left = await services.database.query(
      `SELECT 1 FROM campaign WHERE id = $1 UNION ALL SELECT 1 FROM campaign_member WHERE campaign_id = $1`,
      [campaign],
    );
    expect(left).toEqual([]);
  });

  it("lists the campaigns of the shop or of a pool, the newest first, page by page", async () => {
    const fresh = await insertShop(services, "lists.myshopify.com");
    const of = campaignsOf(services, fresh);
    const [one, two] = [await insertPool(services, fresh), await insertPool(services, fresh)];
    const ids: number[] = [];
    for (const pool of [one, two, one, one]) ids.push(await of.send(pool, people(1)));
    const [first = 0, second = 0, third = 0, fourth = 0] = ids;
    const list = async (query: object) => {
      const page = await listCampaigns(services, fresh, { limit: 2, ...query });
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
