import { describe, expect, it } from "vitest";
import { changeParseOptions } from "../../../app/features/campaigns/drafting/change-parse-options.server";
import { countRecipients } from "../../../app/features/campaigns/drafting/count-recipients.server";
import { startCampaign } from "../../../app/features/campaigns/drafting/start-campaign.server";
import { listCampaignRecipients } from "../../../app/features/campaigns/list-campaign-recipients.server";
import { breakingServices } from "../../factories/breaking-services";
import { people } from "../../factories/campaign-of";
import { expectOk } from "../../factories/import-file";
import { insertPool } from "../../factories/stocked-pool";
import { draftFixture } from "./draft-fixture";

const actor = { name: "Ada" };
const forever = new AbortController().signal;
const fixture = draftFixture();
const { draft, preview, addresses } = fixture;

describe("reading a campaign's list", () => {
  it.each<[string, string | Uint8Array]>([
    ["a column E-Mail among others", "Name,E-Mail,City\nAda,ada@example.com,Bern\n"],
    ["semicolons", "name;email_address\nAda;ada@example.com\n"],
    [
      "UTF-16 with a BOM",
      Buffer.from("\uFEFFName;Recipient\r\nZoë;ada@example.com\r\n", "utf16le"),
    ],
    ["unknown column names", "Kunde\tErreichbar\nAda\tada@example.com\n"],
    ["no header", "7,ada@example.com\n"],
    ["one column without a header", "ada@example.com"],
    ["names around the addresses", "Ada Lovelace <ada@example.com>,"],
    ["an empty column in front", "id,,mail\n1,,ada@example.com\n"],
  ])("finds the recipients in a list with %s", async (_, list) => {
    const campaign = await draft(await insertPool(fixture.services, fixture.shop), list);
    expect(await addresses(campaign)).toEqual(["ada@example.com"]);
  });

  it.each<[string, string, string[]]>([
    [
      "Outlook addresses",
      "Example, Ada <ada@example.com>; Example, Ben <ben@example.com>",
      ["ada", "ben"],
    ],
    ["a To field", "To: ada@example.com, ben@example.com,\ncem@example.com", ["ada", "ben", "cem"]],
    ["spaces between", "ada@example.com ben@example.com", ["ada", "ben"]],
    [
      "a spreadsheet row",
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
  ])("finds every recipient in text with %s", async (_, text, names) => {
    const campaign = await draft(await insertPool(fixture.services, fixture.shop), text);
    expect(await addresses(campaign)).toEqual(names.map((name) => `${name}@example.com`));
    const { file } = await preview(campaign);
    expect(file?.rows.map(({ valid }) => valid)).toEqual(names.map(() => true));
  });

  it("numbers the recipients of such a text consecutively and keeps invalid ones", async () => {
    const text =
      "ada@example.com; ben@example.com\n\ncem@example.com\nnobody\ndan@example.com\neva@example.com";
    const campaign = await draft(await insertPool(fixture.services, fixture.shop), text);
    const page = { campaignId: campaign, afterLine: 0, limit: 100, refusedOnly: false };
    const recipients = await listCampaignRecipients(fixture.services, fixture.shop, page);
    expect(recipients.map(({ line, address }) => [line, address])).toEqual([
      [1, "ada@example.com"],
      [2, "ben@example.com"],
      [3, "cem@example.com"],
      [4, "nobody"],
      [5, "dan@example.com"],
      [6, "eva@example.com"],
    ]);
  });

  it("keeps the columns of a table with addresses in two columns", async () => {
    const table = "email,referred by\nada@example.com,ben@example.com\n";
    const campaign = await draft(await insertPool(fixture.services, fixture.shop), table);
    expect(await addresses(campaign)).toEqual(["ada@example.com"]);
  });

  it("follows the merchant's changes to the parse options", async () => {
    const list = "a@example.com|x@example.com\nb@example.com|y@example.com\n";
    const campaign = await draft(await insertPool(fixture.services, fixture.shop), list);
    expect(await addresses(campaign)).toEqual(["a@example.com", "b@example.com"]);
    const change = (fields: object) =>
      changeParseOptions(fixture.services, fixture.shop, { campaignId: campaign, ...fields });
    expectOk(await change({ column: 1 }));
    expect(await fixture.campaigns.find(campaign)).toMatchObject({ state: "reading", total: 0 });
    await fixture.campaigns.read(campaign);
    expect(await addresses(campaign)).toEqual(["x@example.com", "y@example.com"]);
    expectOk(await change({ header: true }));
    await fixture.campaigns.read(campaign);
    expect(await addresses(campaign)).toEqual(["y@example.com"]);
    expectOk(await change({ delimiter: ";" }));
    await fixture.campaigns.read(campaign);
    expect(await fixture.campaigns.find(campaign)).toMatchObject({
      total: 2,
      invalid: 2,
      people: 0,
    });
    expect(await change({ column: 7 })).toMatchObject({ failure: { field: "column" } });
    const started = await startCampaign(fixture.services, fixture.shop, {
      campaignId: campaign,
      actor,
    });
    expect(started).toMatchObject({ failure: { kind: "invalid_input" } });
  });

  it.each<[number, "before" | "after"]>([
    [1, "before"],
    [1, "after"],
    [2, "before"],
    [3, "after"],
  ])("reads every row once after a crash at commit %i (just %s)", async (at, when) => {
    const pool = await insertPool(fixture.services, fixture.shop);
    const campaign = await fixture.campaigns.send(pool, people(2_500, `read-${at}-${when}`));
    const broken = breakingServices(fixture.services, at, when);
    // Three batches.
    const rows = 1_000;
    await expect(countRecipients(broken, fixture.shop, campaign, forever, rows)).rejects.toThrow(
      "broken",
    );
    await Promise.all([
      fixture.campaigns.read(campaign, rows),
      fixture.campaigns.read(campaign, rows),
    ]);
    expect(await fixture.campaigns.find(campaign)).toMatchObject({
      state: "draft",
      total: 2_500,
      people: 2_500,
      invalid: 0,
    });
    expect(
      await fixture.services.database.query(
        "SELECT count(*) AS lines FROM campaign_recipient WHERE campaign_id = $1",
        [campaign],
      ),
    ).toEqual([{ lines: 2_500 }]);
  });

  it("reports a list it can't read to the end, and the campaign can't start", async () => {
    const pool = await insertPool(fixture.services, fixture.shop, { codes: 1 });
    const endless = `"${"x".repeat(20_001)}\n`;
    const broken = `email\na@example.com\n${endless.repeat(201)}${people(3)}\n`;
    const campaign = await draft(pool, broken);
    const { state, failure } = await fixture.campaigns.find(campaign);
    expect([state, failure]).toEqual(["draft", expect.stringContaining("Too many lines")]);
    expect(
      await startCampaign(fixture.services, fixture.shop, { campaignId: campaign, actor }),
    ).toMatchObject({
      failure: { message: expect.stringContaining("Too many lines") },
    });
  });
});
