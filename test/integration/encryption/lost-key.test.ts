import { readFile } from "node:fs/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { openKeyring } from "../../../app/database/encryption/open-keyring.server";
import { listCampaignRecipients } from "../../../app/features/campaigns/list-campaign-recipients.server";
import { eraseCustomer } from "../../../app/features/privacy/erasure/erase-customer.server";
import { exportCustomer } from "../../../app/features/privacy/export/export-customer.server";
import { customerKeys } from "../../../app/features/privacy/privacy-requests.server";
import { encryptAddress } from "../../../app/features/recipients/recipient-encryption.server";
import { campaignsOf } from "../../factories/campaign-of";
import { giveCode } from "../../factories/give-code";
import { orderWith, processOrders } from "../../factories/orders";
import { insertPool } from "../../factories/stocked-pool";
import { testKey, testKeyring } from "../../factories/test-keys";
import type { TestServices } from "../../setup/test-services";
import { ciphertextsByKey, newKey, rotationFixture, withKeyring } from "./rotation-fixture";

const forever = new AbortController().signal;
const lost = testKeyring("lost");

describe("data whose encryption key is lost", () => {
  const fixture = rotationFixture();
  let services: TestServices;
  let pool: number;
  beforeEach(async () => {
    services = fixture.fresh;
    pool = await insertPool(services, fixture.shop, { codes: 5 });
  });

  /** Replaces a ciphertext by one with the lost key. */
  const loseAddress = (where: string, column = "address", table = "campaign_recipient") =>
    services.database.query(`UPDATE ${table} SET ${column} = $1 WHERE ${where}`, [
      encryptAddress(withKeyring(services, lost, services.log), fixture.shop, '["lost@x.com"]'),
    ]);
  const recipientsOf = (campaignId: number) =>
    listCampaignRecipients(services, fixture.shop, {
      campaignId,
      afterLine: 0,
      limit: 10,
      refusedOnly: false,
    });
  const logged = () => fixture.log.filter(({ msg }) => msg === "addresses are unreadable");

  it("doesn't stop a campaign: only its recipients get no code", async () => {
    const campaigns = campaignsOf(services, fixture.shop);
    const id = await campaigns.begin(pool, "a@example.com\nb@example.com\nc@example.com");
    await loseAddress("line = 2");
    await campaigns.run(id, 2);
    expect(await campaigns.find(id)).toMatchObject({
      state: "done",
      done: 3,
      assigned: 2,
      refused: 1,
      retriable: 0,
    });
    expect((await recipientsOf(id)).map(({ address, refusal }) => [address, refusal])).toEqual([
      ["a@example.com", null],
      [null, "recipient_unreadable"],
      ["c@example.com", null],
    ]);
    expect(logged()[0]).toMatchObject({ shopId: fixture.shop.id, key: "lost", count: 1 });
  });

  it("isn't needed for recipients of a campaign who are known already", async () => {
    const { code } = await giveCode(services, fixture.shop, pool, "a@example.com", "manual");
    const campaigns = campaignsOf(services, fixture.shop);
    const id = await campaigns.begin(pool, "a@example.com\nb@example.com\nc@example.com");
    await loseAddress("line IN (1, 2)");
    await campaigns.run(id);
    expect((await recipientsOf(id)).map(({ address, refusal }) => [address, refusal])).toEqual([
      ["a@example.com", null],
      [null, "recipient_unreadable"],
      ["c@example.com", null],
    ]);
    expect((await recipientsOf(id))[0]).toMatchObject({ code, reused: true });
  });

  it("doesn't stop a campaign whose remaining recipients get codes of the fallback pool", async () => {
    const fallback = await insertPool(services, fixture.shop, { codes: 5 });
    const first = await insertPool(services, fixture.shop, { codes: 1 });
    await services.database.query("UPDATE pool SET fallback_pool_id = $2 WHERE id = $1", [
      first,
      fallback,
    ]);
    const campaigns = campaignsOf(services, fixture.shop);
    const id = await campaigns.begin(first, "a@example.com\nb@example.com\nc@example.com");
    await loseAddress("line = 2");
    await campaigns.run(id);
    expect(await campaigns.find(id)).toMatchObject({ state: "done", assigned: 2, refused: 1 });
  });

  it("rejects recipients of a campaign whose unreadable addresses were removed", async () => {
    const campaigns = campaignsOf(services, fixture.shop);
    const id = await campaigns.begin(pool, "a@example.com\nb@example.com");
    await services.database.query("UPDATE campaign_recipient SET address = NULL WHERE line = 1");
    await campaigns.run(id);
    expect(await campaigns.find(id)).toMatchObject({ state: "done", assigned: 1, refused: 1 });
  });

  it("doesn't stop an erasure: what can be found is erased", async () => {
    const campaigns = campaignsOf(services, fixture.shop);
    const list = "email,name\nada@example.com,Ada\nnobody,Bob\neve@example.com,Eve\n";
    await campaigns.begin(pool, list);
    await giveCode(services, fixture.shop, pool, "ada@example.com", "manual");
    await loseAddress("line IN (2, 3)", "fields");
    await loseAddress("line = 3");
    const keys = customerKeys(services, fixture.shop, { id: "7001", email: "ada@example.com" });
    await eraseCustomer(services, { shopId: fixture.shop.id, keys, orders: [] }, forever);
    expect(
      await services.database.query(
        `SELECT line, address IS NULL AS "noAddress", fields IS NULL AS "noFields"
           FROM campaign_recipient ORDER BY line`,
      ),
    ).toEqual([
      { line: 2, noAddress: true, noFields: true },
      { line: 3, noAddress: false, noFields: false },
      { line: 4, noAddress: false, noFields: false },
    ]);
    expect(await services.database.query("SELECT address FROM recipient")).toEqual([
      { address: null },
    ]);
    expect(logged().map(({ key, count }) => [key, count])).toEqual([
      ["lost", 1],
      ["lost", 2],
    ]);
    expect(JSON.stringify(fixture.log)).not.toContain("example.com");
  });

  it("doesn't stop a data request: the files say what can't be read", async () => {
    await giveCode(services, fixture.shop, pool, "ada@example.com", "manual");
    await loseAddress("true", "address", "recipient");
    const keys = customerKeys(services, fixture.shop, { id: "7001", email: "ada@example.com" });
    const request = { shopId: fixture.shop.id, keys, requestId: "1", customerId: "7001" };
    await exportCustomer(services, request, forever);
    const [file] = services.mails[0]?.attachments ?? [];
    expect(file?.content).toContain("(an address that can no longer be read)");
    expect(logged()).toMatchObject([{ key: "lost", count: 1 }]);
  });

  it("is removed by the SQL in docs/back-up.md, without removing anything else", async () => {
    const campaigns = campaignsOf(services, fixture.shop);
    await campaigns.begin(pool, "email,name\nada@example.com,Ada\nbob@example.com,Bob\n");
    await giveCode(services, fixture.shop, pool, "ada@example.com", "manual");
    await giveCode(services, fixture.shop, pool, "bob@example.com", "manual");
    await loseAddress("line = 2");
    await loseAddress("line = 2", "fields");
    await loseAddress("id = (SELECT min(id) FROM recipient)", "address", "recipient");
    const guide = await readFile("docs/back-up.md", "utf8");
    const [, sql] = /```sql\n(UPDATE recipient [^`]+)```/.exec(guide) ?? [];
    expect(sql).toContain("'2026a'");
    await services.database.query(sql?.replaceAll("'2026a'", "'lost'") ?? "");
    expect(await ciphertextsByKey(services)).toEqual({ [newKey.id]: 3 });
  });

  it("makes an erasure fail if the key is only missing in this process", async () => {
    await campaignsOf(services, fixture.shop).begin(pool, "ada@example.com\nnobody");
    await loseAddress("line = 2");
    await openKeyring(services.database, [testKey("lost"), ...services.keyring.byId.values()]);
    const keys = customerKeys(services, fixture.shop, { id: "7001", email: "ada@example.com" });
    await expect(
      eraseCustomer(services, { shopId: fixture.shop.id, keys, orders: [] }, forever),
    ).rejects.toThrow('the key "lost"');
  });

  it("doesn't stop orders: their buyers are matched by their keyed hashes", async () => {
    const { code } = await giveCode(services, fixture.shop, pool, "ada@example.com", "manual");
    const other = await giveCode(services, fixture.shop, pool, "bob@example.com", "manual");
    await loseAddress("true", "address", "recipient");
    await processOrders(
      services,
      fixture.shop,
      orderWith([code], { email: "ada@example.com" }),
      orderWith([other.code], { email: "eve@example.com" }),
    );
    expect(await services.database.query("SELECT buyer FROM redemption ORDER BY code_id")).toEqual([
      { buyer: "recipient" },
      { buyer: "unknown" },
    ]);
    expect(
      await services.database.query("SELECT settled, set_aside_until FROM shop_order"),
    ).toEqual([
      { settled: true, set_aside_until: null },
      { settled: true, set_aside_until: null },
    ]);
  });
});
