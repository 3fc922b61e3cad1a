import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { listCampaignRecipients } from "../../../app/features/campaigns/list-campaign-recipients.server";
import { streamCampaignRecipients } from "../../../app/features/campaigns/stream-campaign-recipients.server";
import { findBatch } from "../../../app/features/codes/import/find-batch.server";
import { listRejects } from "../../../app/features/codes/import/list-rejects.server";
import { importCodes } from "../../../app/features/codes/import/running/import-codes.server";
import { customerKeys } from "../../../app/features/privacy/customer-keys.server";
import { dropOldUploads } from "../../../app/features/privacy/drop-old-uploads.server";
import { eraseCustomer } from "../../../app/features/privacy/erasure/erase-customer.server";
import { afterTransaction } from "../../factories/after-transaction";
import { campaignsOf, people } from "../../factories/campaign-of";
import { draftFile, expectOk, importFile } from "../../factories/import-file";
import { startImportOf } from "../../factories/start-import-of";
import { expectTruth } from "../../factories/stock-truth";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const begin = new Date("2026-11-21T12:00:00Z");
const forever = new AbortController().signal;
const ada = "ada@example.com";

/** A file in which Ada stands in the second row, and again behind the 10,000 that come in together. */
const rows = (row: (who: string, place: number) => string) =>
  Array.from({ length: 10_020 }, (_, place) =>
    row(place === 1 || place === 10_010 ? ada : `person-${place}@example.com`, place),
  ).join("\n");
const codesFile = `code,email\n${rows((who, place) => `C-${place},${who === ada ? ada : ""}`)}`;

describe("a customer who is erased", () => {
  let services: TestServices;
  let shop: ShopContext;
  let poolId: number;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  beforeEach(async () => {
    shops += 1;
    services.setTime(begin);
    shop = await insertShop(services, `erased-${shops}.myshopify.com`);
    poolId = await insertPool(services, shop);
  });
  afterAll(() => services.close());

  const erase = () => {
    const keys = customerKeys(services, shop, { email: ada });
    return eraseCustomer(services, { shopId: shop.id, keys, orders: [] }, forever);
  };
  /** How often Ada is stored: as a recipient, or on a line of a list. */
  const traces = async () => {
    const [key = ""] = customerKeys(services, shop, { email: ada });
    const [found] = await services.database.query<{ count: number }>(
      `SELECT (SELECT count(*) FROM recipient WHERE shop_id = $1 AND key = decode($2, 'hex'))
            + (SELECT count(*) FROM campaign_recipient WHERE shop_id = $1 AND key = decode($2, 'hex')) AS count`,
      [shop.id, key],
    );
    return found?.count;
  };
  const remembered = () =>
    services.database.query("SELECT 1 FROM erased_identity WHERE shop_id = $1", [shop.id]);

  // The second row comes in with the first two transactions: its recipients, then its codes.
  it.each([1, 2])(
    "in the middle of an import, after transaction %i, is not stored again",
    async (at) => {
      const batchId = await startImportOf(services, shop, poolId, codesFile);
      await importCodes(afterTransaction(services, at, erase), shop, batchId, forever);
      expect(await traces()).toBe(0);
      const batch = expectOk(await findBatch(services, shop, { poolId, batchId }));
      const gone = at === 1 ? 2 : 1;
      expect(batch).toMatchObject({ state: "done", added: 10_020 - gone, invalid: gone });
      const { rejects } = await listRejects(services, shop, { batchId, after: 0, limit: 10 });
      expect(rejects.at(-1)).toMatchObject({
        line: 10_012,
        detail: "This customer's data was erased at their request.",
      });
      await expectTruth(services, shop);
    },
  );

  it("before an import starts that was uploaded earlier is not stored again", async () => {
    const batchId = await startImportOf(services, shop, poolId, `code,email\nA,${ada}\nB,\n`);
    services.setTime(new Date(begin.getTime() + 1));
    await erase();
    await importCodes(services, shop, batchId, forever);
    expect(await traces()).toBe(0);
    expect(expectOk(await findBatch(services, shop, { poolId, batchId }))).toMatchObject({
      added: 1,
      invalid: 1,
    });
  });

  it("is a customer like others in files that come in afterwards", async () => {
    await erase();
    services.setTime(new Date(begin.getTime() + 1));
    expect(await importFile(services, shop, poolId, `code,email\nA,${ada}\n`)).toMatchObject({
      added: 1,
    });
    expect(await traces()).toBe(1);
  });

  it("while a list is being read gets no code, and is on none of its lines", async () => {
    const campaigns = campaignsOf(services, shop);
    const list = rows((who) => who).replace("person-10019@example.com", `${ada} and Ben`);
    const campaignId = await campaigns.send(poolId, list);
    await campaignsOf(afterTransaction(services, 1, erase), shop).read(campaignId);
    expect(await traces()).toBe(0);
    expect(await campaigns.find(campaignId)).toMatchObject({
      state: "draft",
      total: 10_020,
      invalid: 0,
      done: 3,
      refused: 3,
      people: 10_017,
    });
  });

  it("while a result is being downloaded is not on the pages that follow", async () => {
    const campaigns = campaignsOf(services, shop);
    const campaignId = await campaigns.begin(poolId, `${people(5_000)}\n${ada}`);
    await campaigns.run(campaignId);
    const pages = streamCampaignRecipients(services, shop, { campaignId, refusedOnly: false });
    expect((await pages.next()).value).toHaveLength(5_000);
    await erase();
    expect((await pages.next()).value).toMatchObject([{ line: 5_001, address: null }]);
  });

  it("leaves the other columns of lists, on their own lines and where others' lines name them", async () => {
    await importFile(services, shop, poolId, "code\nA\nB\nC\n");
    const campaigns = campaignsOf(services, shop);
    const list =
      "name,email,invited by\nAda,ada@example.com,\nBen,ben@example.com,ADA@example.com\nCem,cem@example.com,ben@example.com\n";
    const ranId = await campaigns.begin(poolId, list);
    await campaigns.run(ranId);
    const waitingId = await campaigns.send(poolId, list);
    await campaigns.read(waitingId);
    const readLaterId = await campaigns.send(poolId, list);
    await erase();
    await campaigns.read(readLaterId);
    for (const campaignId of [ranId, waitingId, readLaterId]) {
      const page = { campaignId, afterLine: 0, limit: 10, refusedOnly: false };
      const members = await listCampaignRecipients(services, shop, page);
      expect(members.map(({ fields }) => fields)).toEqual([null, null, ["Cem", "ben@example.com"]]);
      expect(members.map(({ address }) => address)).toEqual([
        null,
        "ben@example.com",
        "cem@example.com",
      ]);
    }
  });

  it("is forgotten for good when no file from before is left", async () => {
    await draftFile(services, shop, poolId, `code,email\nA,${ada}\n`);
    await erase();
    await dropOldUploads(services);
    expect(await remembered()).toHaveLength(1);
    services.setTime(new Date(begin.getTime() + 25 * 3_600_000));
    await dropOldUploads(services);
    expect(await remembered()).toEqual([]);
  });
});
