import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { normaliseRecipient } from "../../../app/features/recipients/recipient";
import {
  openAddress,
  recipientKey,
  sealAddress,
} from "../../../app/features/recipients/recipient-vault.server";
import { jobs as allJobs } from "../../../app/jobs/jobs.server";
import { webhookHandlers } from "../../../app/webhooks/topics.server";
import { insertCodes } from "../../factories/insert-codes";
import { runJobs } from "../../setup/run-jobs";
import { signedWebhook } from "../../setup/signed-webhook";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const listed: [text: string, refusal: string | null][] = [
  ["ada@example.com", null],
  ["7001", "pool_empty"],
  ["bob@example.com", null],
  ["Bob <bob@example.com>, ADA@example.com", "recipient_invalid"],
];

const jobs = ["erase-customer", "erase-shop", "export-customer"] as const;

describe("the compliance webhooks", () => {
  let services: TestServices;
  let shop: ShopContext;
  let other: ShopContext;

  beforeAll(async () => {
    services = await openTestServices();
  });
  afterAll(() => services.close());
  beforeEach(async () => {
    services.mails.length = 0;
    await services.database.query(
      `TRUNCATE shop, shop_order, redemption, session, code, recipient, assignment, campaign, campaign_member, audit_entry,
         alert_recipient, webhook_receipt RESTART IDENTITY CASCADE`,
    );
    shop = await insertShop(services);
    other = await insertShop(services, "other-store.myshopify.com");
    for (const { id } of [shop, other]) await givenHistory(id);
  });

  /**
   * Ada and Bob hold a code each; the list of a campaign names Ada, who waits, Ada as a customer id,
   * for whom the pool was empty, Bob, and both in one line.
   */
  async function givenHistory(shopId: number) {
    const { database } = services;
    const [pool] = await database.query<{ id: number }>(
      `INSERT INTO pool (shop_id, name, name_key, handle, type, active, created_at, updated_at)
       VALUES ($1, 'Welcome', 'welcome', 'welcome', 'static', true, now(), now()) RETURNING id`,
      [shopId],
    );
    const poolId = pool?.id ?? 0;
    await database.query("INSERT INTO pool_stock (shop_id, pool_id) VALUES ($1, $2)", [
      shopId,
      poolId,
    ]);
    await insertCodes(services, shopId, poolId, 2, `=S${shopId}`);
    for (const [index, text] of ["ada@example.com", "bob@example.com"].entries()) {
      await database.query(
        `WITH one AS (INSERT INTO recipient (shop_id, key, address, domain_key)
                      VALUES ($1, $2, $3, '\\x07') RETURNING id)
         INSERT INTO assignment (shop_id, pool_id, code_id, recipient_id, assigned_at, source)
         SELECT $1, $4, (SELECT id FROM code WHERE shop_id = $1 ORDER BY id OFFSET $5 LIMIT 1), id, $6, 'manual' FROM one`,
        [
          shopId,
          keyOf(shopId, text),
          sealAddress(services, { id: shopId }, text),
          poolId,
          index,
          services.clock.now(),
        ],
      );
    }
    await database.query(
      `INSERT INTO campaign (shop_id, pool_id, name, source, state, file_name, byte_size, total,
                             done, refused, retriable, created_by, created_at)
       VALUES ($1, $2, 'Spring', 'campaign:Spring', 'cancelled', 'people.csv', 9, 4, 2, 2, 1, 'Ada',
               now())`,
      [shopId, poolId],
    );
    for (const [index, [text, refusal]] of listed.entries()) {
      await database.query(
        `INSERT INTO campaign_member (shop_id, campaign_id, line, refusal, key, address)
         SELECT $1, id, $2, $3, $4, $5 FROM campaign WHERE shop_id = $1`,
        [
          shopId,
          index + 1,
          refusal,
          refusal === "recipient_invalid" ? null : keyOf(shopId, text),
          sealAddress(services, { id: shopId }, text),
        ],
      );
    }
    await database.query("INSERT INTO alert_recipient VALUES ($1, 'staff@example.com')", [shopId]);
  }

  function keyOf(shopId: number, text: string): Buffer {
    const read = normaliseRecipient(text);
    if (!read.ok) throw new Error("not an address");
    return recipientKey(services, { id: shopId }, read.value);
  }

  async function addresses(shopId: number) {
    const open = (address: Buffer | null) =>
      address && openAddress(services, { id: shopId }, address);
    const read = (table: string, order: string) =>
      services.database.query<{ address: Buffer | null }>(
        `SELECT address FROM ${table} WHERE shop_id = $1 ORDER BY ${order}`,
        [shopId],
      );
    return {
      recipients: (await read("recipient", "id")).map(({ address }) => open(address)),
      lines: (await read("campaign_member", "line")).map(({ address }) => open(address)),
    };
  }

  const campaign = async () => {
    const [figures] = await services.database.query(
      "SELECT done, refused, retriable FROM campaign WHERE shop_id = $1",
      [shop.id],
    );
    return figures;
  };

  const customer = { id: 7001, email: "Ada@Example.com", phone: "+49" };
  const untouched = {
    recipients: ["ada@example.com", "bob@example.com"],
    lines: listed.map(([text]) => text),
  };

  it("forget a customer by address and by id, in one shop, and keep what was given out", async () => {
    for (const { id } of [shop, other]) {
      await services.database.query(
        `INSERT INTO shop_order (shop_id, id, name, updated_at, ordered_at, fully_refunded, test,
                                 currency, total, refunded, codes, email_key, settled)
         VALUES ($1, 'order', '#1001', now(), now(), false, false, 'EUR', 1, 0, '[]', $2, true),
                -- Bought by somebody whom the shop knows as the same customer.
                ($1, 'gid://shopify/Order/9007199254740993', '#1002', now(), now(), false, false, 'EUR',
                 1, 0, '[]', $3, true)`,
        [id, keyOf(id, "ada@example.com"), keyOf(id, "other@example.com")],
      );
    }
    // Beyond what a number can hold.
    const body = `{"shop_domain":"${shop.domain}","customer":${JSON.stringify(customer)},"orders_to_redact":[9007199254740993]}`;
    const answer = await webhookHandlers["customers/redact"](
      signedWebhook(services, { topic: "customers/redact", body }),
    );
    expect(answer.status).toBe(200);
    await runJobs(services, jobs);
    expect(await addresses(shop.id)).toEqual({
      recipients: [null, "bob@example.com"],
      lines: [null, null, "bob@example.com", null],
    });
    const domains = await services.database.query(
      "SELECT domain_key IS NOT NULL AS known FROM recipient WHERE shop_id = $1 ORDER BY id",
      [shop.id],
    );
    expect(domains).toEqual([{ known: false }, { known: true }]);
    expect(await campaign()).toEqual({ done: 3, refused: 3, retriable: 0 });
    expect(
      await services.database.query(
        "SELECT shop_id AS id, email_key IS NULL AS gone FROM shop_order ORDER BY 1",
      ),
    ).toEqual([
      { id: shop.id, gone: true },
      { id: shop.id, gone: true },
      { id: other.id, gone: false },
      { id: other.id, gone: false },
    ]);
    expect(await addresses(other.id)).toEqual(untouched);
    expect(
      await services.database.query("SELECT 1 FROM assignment WHERE shop_id = $1", [shop.id]),
    ).toHaveLength(2);
    expect(
      await services.database.query("SELECT detail FROM audit_entry WHERE shop_id = $1", [shop.id]),
    ).toEqual([{ detail: { recipients: 1, lines: 3, orders: 2 } }]);
  });

  it("send the shop what is stored about a customer", async () => {
    await services.database.query(
      `WITH bought AS (
         INSERT INTO shop_order (shop_id, id, name, updated_at, ordered_at, fully_refunded, test,
                                 currency, total, refunded, codes, email_key, settled)
         VALUES ($1, 'order', '#1001', now(), '2026-11-20T09:00:00Z', false, false, 'EUR', 1, 0,
                 '[]', $2, true))
       INSERT INTO redemption (shop_id, order_id, code_id, pool_id, amount, buyer, code_was)
       SELECT $1, 'order', id, pool_id, 7.5, 'recipient', 'assigned' FROM code
        WHERE shop_id = $1 ORDER BY id LIMIT 1`,
      [shop.id, keyOf(shop.id, "ada@example.com")],
    );
    const body = JSON.stringify({ customer, orders_requested: [], data_request: { id: 9999 } });
    await webhookHandlers["customers/data_request"](
      signedWebhook(services, { topic: "customers/data_request", body }),
    );
    await runJobs(services, jobs);
    expect(services.mails).toHaveLength(1);
    const [mail] = services.mails;
    expect(mail).toMatchObject({
      to: ["owner@demo-store.example"],
      subject: "Customer data request 9999",
    });
    const file = mail?.attachments?.[0]?.content ?? "";
    expect(file).toContain("ada@example.com,'=S");
    expect(file).toContain("2026-11-21T12:00:00.000Z");
    expect(file).not.toContain("bob");
    expect(mail?.attachments?.[1]?.content).toMatch(/#1001,2026-11-20T09:00:00.000Z,.+,7.5,EUR/);
    expect(mail?.text).not.toContain("ada@example.com");
  });

  it("tell the shop when nothing is stored about a customer", async () => {
    const body = JSON.stringify({ customer: { id: 1, email: "" }, data_request: { id: 10000 } });
    await webhookHandlers["customers/data_request"](
      signedWebhook(services, { topic: "customers/data_request", body }),
    );
    await runJobs(services, jobs);
    expect(services.mails[0]).toMatchObject({ attachments: [] });
    expect(services.mails[0]?.text).toContain("stores nothing");
  });

  const askToErase = () =>
    webhookHandlers["shop/redact"](
      signedWebhook(services, { topic: "shop/redact", body: `{"shop_domain":"${shop.domain}"}` }),
    );

  /** Tables in which the shop has rows. */
  async function tablesWithRowsOf(shopId: number): Promise<string[]> {
    const tables = await services.database.query<{ table_name: string }>(
      "SELECT table_name FROM information_schema.columns WHERE column_name = 'shop_id' AND table_schema = 'public' ORDER BY 1",
    );
    const filled: string[] = [];
    for (const { table_name: table } of tables) {
      const rows = await services.database.query(
        `SELECT 1 FROM ${table} WHERE shop_id = $1 LIMIT 1`,
        [shopId],
      );
      if (rows.length > 0) filled.push(table);
    }
    return filled;
  }

  it("erase everything of a shop that left, and nothing of another", async () => {
    const before = await tablesWithRowsOf(other.id);
    expect(before.length).toBeGreaterThan(6);
    await services.database.query("UPDATE shop SET uninstalled_at = now() WHERE id = $1", [
      shop.id,
    ]);
    expect((await askToErase()).status).toBe(200);
    await runJobs(services, jobs);
    expect(await tablesWithRowsOf(shop.id)).toEqual([]);
    expect(await services.database.query("SELECT id FROM shop")).toEqual([{ id: other.id }]);
    expect(await tablesWithRowsOf(other.id)).toEqual(before);
    expect(await addresses(other.id)).toEqual(untouched);
  });

  const withPlatform = (isInstalled: () => Promise<boolean>) => ({
    ...services,
    platform: (domain: string) => ({ ...services.platform(domain), isInstalled }),
  });

  it("keep the data of a shop that came back", async () => {
    const before = await tablesWithRowsOf(shop.id);
    await askToErase();
    await runJobs(
      withPlatform(() => Promise.resolve(true)),
      jobs,
    );
    expect(await tablesWithRowsOf(shop.id)).toEqual(before);
  });

  it("erase a shop of whose leaving nobody told us", async () => {
    await askToErase();
    await runJobs(
      withPlatform(() => Promise.resolve(false)),
      jobs,
    );
    expect(await tablesWithRowsOf(shop.id)).toEqual([]);
  });

  it("erase nothing while nobody knows whether the shop left", async () => {
    const before = await tablesWithRowsOf(shop.id);
    await askToErase();
    await runJobs(
      withPlatform(() => Promise.reject(new Error("no answer"))),
      jobs,
    );
    expect(await tablesWithRowsOf(shop.id)).toEqual(before);
  });

  it("let a shop that comes back in the middle begin anew", async () => {
    await services.database.query("UPDATE shop SET uninstalled_at = now() WHERE id = $1", [
      shop.id,
    ]);
    const stopped = new AbortController();
    stopped.abort();
    await expect(
      allJobs["erase-shop"].run(services, { shopId: shop.id }, stopped.signal),
    ).rejects.toThrow();
    const again = await insertShop(services, shop.domain);
    await givenHistory(again.id);
    await allJobs["erase-shop"].run(services, { shopId: shop.id }, new AbortController().signal);
    expect(await tablesWithRowsOf(shop.id)).toEqual([]);
    expect(await addresses(again.id)).toEqual(untouched);
  });
});
