import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { listCampaignRecipients } from "../../../app/features/campaigns/list-campaign-recipients.server";
import { streamCampaignRecipients } from "../../../app/features/campaigns/stream-campaign-recipients.server";
import { findBatch } from "../../../app/features/codes/import/find-batch.server";
import { listRejects } from "../../../app/features/codes/import/list-rejects.server";
import { importCodes } from "../../../app/features/codes/import/running/import-codes.server";
import { dropOldUploads } from "../../../app/features/privacy/drop-old-uploads.server";
import { eraseCustomer } from "../../../app/features/privacy/erasure/erase-customer.server";
import { customerKeys } from "../../../app/features/privacy/privacy-requests.server";
import { afterTransaction } from "../../factories/after-transaction";
import { campaignsOf, people } from "../../factories/campaign-of";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { draftFile, expectOk, importFile } from "../../factories/import-file";
import { startImportOf } from "../../factories/start-import-of";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const begin = new Date("2026-11-21T12:00:00Z");
const forever = new AbortController().signal;
const ada = "ada@example.com";

/** A file with Ada in the second row, and again after the first chunk of 10,000 rows. */
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
  /** How often Ada is stored, as a recipient or a campaign recipient. */
  const storedCount = async () => {
    const [key = ""] = customerKeys(services, shop, { email: ada });
    const [found] = await services.database.query<{ count: number }>(
      `SELECT (SELECT count(*) FROM recipient WHERE shop_id = $1 AND key = decode($2, 'hex'))
            + (SELECT count(*) FROM campaign_recipient WHERE shop_id = $1 AND key = decode($2, 'hex')) AS count`,
      [shop.id, key],
    );
    return found?.count;
  };
  const erasedIdentities = () =>
    services.database.query("SELECT 1 FROM erased_identity WHERE shop_id = $1", [shop.id]);

  // The first two transactions insert the second row: first its recipient, then its code.
  it.each([1, 2])("during an import, after transaction %i, is not stored again", async (at) => {
    const batchId = await startImportOf(services, shop, poolId, codesFile);
    await importCodes(afterTransaction(services, at, erase), shop, batchId, forever);
    expect(await storedCount()).toBe(0);
    const batch = expectOk(await findBatch(services, shop, { poolId, batchId }));
    const gone = at === 1 ? 2 : 1;
    expect(batch).toMatchObject({ state: "done", added: 10_020 - gone, invalid: gone });
    const { rejects } = await listRejects(services, shop, { batchId, after: 0, limit: 10 });
    expect(rejects.at(-1)).toMatchObject({
      line: 10_012,
      detail: "This customer’s data was erased at their request.",
    });
    await expectConsistentStock(services, shop);
  });

  it("between upload and import is not stored again", async () => {
    const batchId = await startImportOf(services, shop, poolId, `code,email\nA,${ada}\nB,\n`);
    services.setTime(new Date(begin.getTime() + 1));
    await erase();
    await importCodes(services, shop, batchId, forever);
    expect(await storedCount()).toBe(0);
    expect(expectOk(await findBatch(services, shop, { poolId, batchId }))).toMatchObject({
      added: 1,
      invalid: 1,
    });
  });

  it("can be imported from files uploaded afterwards", async () => {
    await erase();
    services.setTime(new Date(begin.getTime() + 1));
    expect(await importFile(services, shop, poolId, `code,email\nA,${ada}\n`)).toMatchObject({
      added: 1,
    });
    expect(await storedCount()).toBe(1);
  });

  it("while a campaign's list is being read gets no code and is on no row", async () => {
    const campaigns = campaignsOf(services, shop);
    const list = rows((who) => who).replace("person-10019@example.com", `${ada} and Ben`);
    const campaignId = await campaigns.send(poolId, list);
    await campaignsOf(afterTransaction(services, 1, erase), shop).read(campaignId);
    expect(await storedCount()).toBe(0);
    expect(await campaigns.find(campaignId)).toMatchObject({
      state: "draft",
      total: 10_020,
      invalid: 0,
      done: 3,
      refused: 3,
      people: 10_017,
    });
  });

  it("while a result is being downloaded is not in the rest of it", async () => {
    const campaigns = campaignsOf(services, shop);
    const campaignId = await campaigns.begin(poolId, `${people(5_000)}\n${ada}`);
    await campaigns.run(campaignId);
    const pages = streamCampaignRecipients(services, shop, { campaignId, refusedOnly: false });
    expect((await pages.next()).value).toHaveLength(5_000);
    await erase();
    expect((await pages.next()).value).toMatchObject([{ line: 5_001, address: null }]);
  });

  it("is removed from all columns of campaign lists, including other recipients' rows", async () => {
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
      const recipients = await listCampaignRecipients(services, shop, page);
      expect(recipients.map(({ fields }) => fields)).toEqual([
        null,
        null,
        ["Cem", "ben@example.com"],
      ]);
      expect(recipients.map(({ address }) => address)).toEqual([
        null,
        "ben@example.com",
        "cem@example.com",
      ]);
    }
  });

  it("leaves no erasure record once the files uploaded before are deleted", async () => {
    await draftFile(services, shop, poolId, `code,email\nA,${ada}\n`);
    await erase();
    await dropOldUploads(services);
    expect(await erasedIdentities()).toHaveLength(1);
    services.setTime(new Date(begin.getTime() + 25 * 3_600_000));
    await dropOldUploads(services);
    expect(await erasedIdentities()).toEqual([]);
  });
});
