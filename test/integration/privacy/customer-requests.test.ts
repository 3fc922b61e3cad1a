import { describe, expect, it } from "vitest";
import { webhookHandlers } from "../../../app/webhooks/topics.server";
import { runJobs } from "../../setup/run-jobs";
import { signedWebhook } from "../../setup/signed-webhook";
import { addresses, keyOf, privacyFixture, untouched } from "./privacy-fixture";

describe("the customer compliance webhooks", () => {
  const fixture = privacyFixture();

  const campaign = async () => {
    const [figures] = await fixture.services.database.query(
      "SELECT done, refused, retriable FROM campaign WHERE shop_id = $1",
      [fixture.shop.id],
    );
    return figures;
  };

  const customer = { id: 7001, email: "Ada@Example.com", phone: "+49" };
  it("erase a customer by email and ID in one shop, but keep their assignments", async () => {
    for (const { id } of [fixture.shop, fixture.other]) {
      await fixture.services.database.query(
        `INSERT INTO shop_order (shop_id, id, name, updated_at, ordered_at, fully_refunded, test,
                                 currency, total, refunded, codes, email_key, settled)
         VALUES ($1, 'order', '#1001', now(), now(), false, false, 'EUR', 1, 0, '[]', $2, true),
                -- Ordered with another email address of the same customer.
                ($1, 'gid://shopify/Order/9007199254740993', '#1002', now(), now(), false, false, 'EUR',
                 1, 0, '[]', $3, true)`,
        [
          id,
          keyOf(fixture.services, id, "ada@example.com"),
          keyOf(fixture.services, id, "other@example.com"),
        ],
      );
    }
    // The order ID is too large for a JavaScript number.
    const body = `{"shop_domain":"${fixture.shop.domain}","customer":${JSON.stringify(customer)},"orders_to_redact":[9007199254740993]}`;
    const response = await webhookHandlers["customers/redact"](
      signedWebhook(fixture.services, { topic: "customers/redact", body }),
    );
    expect(response.status).toBe(200);
    await runJobs(fixture.services, ["erase-customer", "export-customer"]);
    expect(await addresses(fixture.services, fixture.shop.id)).toEqual({
      recipients: [null, "bob@example.com"],
      lines: [null, null, "bob@example.com", null],
    });
    const domains = await fixture.services.database.query(
      "SELECT domain_key IS NOT NULL AS known FROM recipient WHERE shop_id = $1 ORDER BY id",
      [fixture.shop.id],
    );
    expect(domains).toEqual([{ known: false }, { known: true }]);
    expect(await campaign()).toEqual({ done: 3, refused: 3, retriable: 0 });
    expect(
      await fixture.services.database.query(
        "SELECT shop_id AS id, email_key IS NULL AS gone FROM shop_order ORDER BY 1",
      ),
    ).toEqual([
      { id: fixture.shop.id, gone: true },
      { id: fixture.shop.id, gone: true },
      { id: fixture.other.id, gone: false },
      { id: fixture.other.id, gone: false },
    ]);
    expect(await addresses(fixture.services, fixture.other.id)).toEqual(untouched);
    expect(
      await fixture.services.database.query("SELECT 1 FROM assignment WHERE shop_id = $1", [
        fixture.shop.id,
      ]),
    ).toHaveLength(2);
    expect(
      await fixture.services.database.query("SELECT detail FROM audit_entry WHERE shop_id = $1", [
        fixture.shop.id,
      ]),
    ).toEqual([{ detail: { recipients: 1, lines: 3, orders: 2 } }]);
  });

  it("send the store what is stored about a customer", async () => {
    await fixture.services.database.query(
      `WITH bought AS (
         INSERT INTO shop_order (shop_id, id, name, updated_at, ordered_at, fully_refunded, test,
                                 currency, total, refunded, codes, email_key, settled)
         VALUES ($1, 'order', '#1001', now(), '2026-11-20T09:00:00Z', false, false, 'EUR', 1, 0,
                 '[]', $2, true))
       INSERT INTO redemption (shop_id, order_id, code_id, pool_id, amount, buyer, code_was)
       SELECT $1, 'order', id, pool_id, 7.5, 'recipient', 'assigned' FROM code
        WHERE shop_id = $1 ORDER BY id LIMIT 1`,
      [fixture.shop.id, keyOf(fixture.services, fixture.shop.id, "ada@example.com")],
    );
    const body = JSON.stringify({ customer, orders_requested: [], data_request: { id: 9999 } });
    await webhookHandlers["customers/data_request"](
      signedWebhook(fixture.services, { topic: "customers/data_request", body }),
    );
    await runJobs(fixture.services, ["erase-customer", "export-customer"]);
    expect(fixture.services.mails).toHaveLength(1);
    const [mail] = fixture.services.mails;
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

  it("tell the store if nothing is stored about a customer", async () => {
    const body = JSON.stringify({ customer: { id: 1, email: "" }, data_request: { id: 10000 } });
    await webhookHandlers["customers/data_request"](
      signedWebhook(fixture.services, { topic: "customers/data_request", body }),
    );
    await runJobs(fixture.services, ["erase-customer", "export-customer"]);
    expect(fixture.services.mails[0]).toMatchObject({ attachments: [] });
    expect(fixture.services.mails[0]?.text).toContain("doesn’t store any data");
  });
});
