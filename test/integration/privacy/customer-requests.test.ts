import { describe, expect, it } from "vitest";
import { webhookHandlers } from "../../../app/webhooks/topics.server";
import { runJobs } from "../../setup/run-jobs";
import { signedWebhook } from "../../setup/signed-webhook";
import { addresses, keyOf, privacyFixture, untouched } from "./privacy-fixture";

describe("the compliance webhooks about a customer", () => {
  const world = privacyFixture();

  const campaign = async () => {
    const [figures] = await world.services.database.query(
      "SELECT done, refused, retriable FROM campaign WHERE shop_id = $1",
      [world.shop.id],
    );
    return figures;
  };

  const customer = { id: 7001, email: "Ada@Example.com", phone: "+49" };
  it("forget a customer by address and by id, in one shop, and keep what was given out", async () => {
    for (const { id } of [world.shop, world.other]) {
      await world.services.database.query(
        `INSERT INTO shop_order (shop_id, id, name, updated_at, ordered_at, fully_refunded, test,
                                 currency, total, refunded, codes, email_key, settled)
         VALUES ($1, 'order', '#1001', now(), now(), false, false, 'EUR', 1, 0, '[]', $2, true),
                -- Bought by somebody whom the shop knows as the same customer.
                ($1, 'gid://shopify/Order/9007199254740993', '#1002', now(), now(), false, false, 'EUR',
                 1, 0, '[]', $3, true)`,
        [
          id,
          keyOf(world.services, id, "ada@example.com"),
          keyOf(world.services, id, "other@example.com"),
        ],
      );
    }
    // Beyond what a number can hold.
    const body = `{"shop_domain":"${world.shop.domain}","customer":${JSON.stringify(customer)},"orders_to_redact":[9007199254740993]}`;
    const answer = await webhookHandlers["customers/redact"](
      signedWebhook(world.services, { topic: "customers/redact", body }),
    );
    expect(answer.status).toBe(200);
    await runJobs(world.services, ["erase-customer", "export-customer"]);
    expect(await addresses(world.services, world.shop.id)).toEqual({
      recipients: [null, "bob@example.com"],
      lines: [null, null, "bob@example.com", null],
    });
    const domains = await world.services.database.query(
      "SELECT domain_key IS NOT NULL AS known FROM recipient WHERE shop_id = $1 ORDER BY id",
      [world.shop.id],
    );
    expect(domains).toEqual([{ known: false }, { known: true }]);
    expect(await campaign()).toEqual({ done: 3, refused: 3, retriable: 0 });
    expect(
      await world.services.database.query(
        "SELECT shop_id AS id, email_key IS NULL AS gone FROM shop_order ORDER BY 1",
      ),
    ).toEqual([
      { id: world.shop.id, gone: true },
      { id: world.shop.id, gone: true },
      { id: world.other.id, gone: false },
      { id: world.other.id, gone: false },
    ]);
    expect(await addresses(world.services, world.other.id)).toEqual(untouched);
    expect(
      await world.services.database.query("SELECT 1 FROM assignment WHERE shop_id = $1", [
        world.shop.id,
      ]),
    ).toHaveLength(2);
    expect(
      await world.services.database.query("SELECT detail FROM audit_entry WHERE shop_id = $1", [
        world.shop.id,
      ]),
    ).toEqual([{ detail: { recipients: 1, lines: 3, orders: 2 } }]);
  });

  it("send the shop what is stored about a customer", async () => {
    await world.services.database.query(
      `WITH bought AS (
         INSERT INTO shop_order (shop_id, id, name, updated_at, ordered_at, fully_refunded, test,
                                 currency, total, refunded, codes, email_key, settled)
         VALUES ($1, 'order', '#1001', now(), '2026-11-20T09:00:00Z', false, false, 'EUR', 1, 0,
                 '[]', $2, true))
       INSERT INTO redemption (shop_id, order_id, code_id, pool_id, amount, buyer, code_was)
       SELECT $1, 'order', id, pool_id, 7.5, 'recipient', 'assigned' FROM code
        WHERE shop_id = $1 ORDER BY id LIMIT 1`,
      [world.shop.id, keyOf(world.services, world.shop.id, "ada@example.com")],
    );
    const body = JSON.stringify({ customer, orders_requested: [], data_request: { id: 9999 } });
    await webhookHandlers["customers/data_request"](
      signedWebhook(world.services, { topic: "customers/data_request", body }),
    );
    await runJobs(world.services, ["erase-customer", "export-customer"]);
    expect(world.services.mails).toHaveLength(1);
    const [mail] = world.services.mails;
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
      signedWebhook(world.services, { topic: "customers/data_request", body }),
    );
    await runJobs(world.services, ["erase-customer", "export-customer"]);
    expect(world.services.mails[0]).toMatchObject({ attachments: [] });
    expect(world.services.mails[0]?.text).toContain("stores nothing");
  });
});
