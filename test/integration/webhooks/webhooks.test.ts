import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { success } from "../../../app/core/result";
import { openShop } from "../../../app/features/shops/open-shop.server";
import { dropOldReceipts } from "../../../app/platform/webhook-receipts.server";
import { webhookHandlers } from "../../../app/webhooks/topics.server";
import { runJobs } from "../../setup/run-jobs";
import { signedWebhook } from "../../setup/signed-webhook";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const topic = "app/uninstalled";
const body = '{"id":548380009,"myshopify_domain":"demo-store.myshopify.com"}';

describe("receiving webhooks", () => {
  let services: TestServices;
  let shop: ShopContext;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
  });
  afterAll(() => services.close());
  beforeEach(async () => {
    services.setTime(new Date("2026-11-21T12:00:00Z"));
    await services.database.query(
      "UPDATE shop SET uninstalled_at = NULL, installed_at = '2026-11-21T12:00:00Z'",
    );
    await services.database.query("DELETE FROM webhook_receipt");
    await services.database.query("DELETE FROM audit_entry");
    await services.database.query("DELETE FROM session");
    await services.database.query(
      `INSERT INTO session (id, shop, state, "accessToken") VALUES
         ('offline_demo', $1, '', 'token'), ('other', 'other-store.myshopify.com', '', 'token')`,
      [shop.domain],
    );
  });

  const isUninstalled = async () => {
    const [row] = await services.database.query<{ at: Date | null }>(
      "SELECT uninstalled_at AS at FROM shop WHERE id = $1",
      [shop.id],
    );
    return row?.at !== null;
  };
  const audited = async () =>
    (await services.database.query<{ action: string }>("SELECT action FROM audit_entry")).map(
      ({ action }) => action,
    );

  it("marks a shop that left, forgets its sessions and tells the audit", async () => {
    const answer = await webhookHandlers["app/uninstalled"](
      signedWebhook(services, { topic, body }),
    );
    expect(answer.status).toBe(200);
    expect(await isUninstalled()).toBe(true);
    expect(await services.database.query("SELECT id FROM session")).toEqual([{ id: "other" }]);
    expect(await audited()).toEqual(["shop.uninstalled"]);
  });

  it.each([
    ["signed with another secret", { secret: "another" }],
    ["without a signature", { without: ["x-shopify-hmac-sha256"] }],
    ["without a shop", { without: ["x-shopify-shop-domain"] }],
  ])("refuses a request %s", async (_, fault) => {
    const answer = await webhookHandlers["app/uninstalled"](
      signedWebhook(services, { topic, body, ...fault }),
    );
    expect(answer.status).toBe(401);
    expect(await isUninstalled()).toBe(false);
  });

  it("refuses a body that was changed on the way", async () => {
    const changed = signedWebhook(services, { topic, body, sentBody: `${body} ` });
    expect((await webhookHandlers["app/uninstalled"](changed)).status).toBe(401);
  });

  it.each([
    ["of another topic", { topic: "orders/create", body }],
    ["that is no JSON", { topic, body: "{" }],
  ])("does not work an event %s", async (_, delivery) => {
    expect(
      (await webhookHandlers["app/uninstalled"](signedWebhook(services, delivery))).status,
    ).toBe(400);
    expect(await isUninstalled()).toBe(false);
  });

  it("works one event once, although it is delivered ten times at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        webhookHandlers["app/uninstalled"](
          signedWebhook(services, { topic, body, eventId: "event-1" }),
        ),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(await audited()).toEqual(["shop.uninstalled"]);
  });

  it("forgets the receipt when the work failed, so that the next delivery is worked", async () => {
    const delivery = { topic, body, eventId: "event-2" };
    await services.database.query("ALTER TABLE session RENAME TO session_away");
    await expect(
      webhookHandlers["app/uninstalled"](signedWebhook(services, delivery)),
    ).rejects.toThrow();
    await services.database.query("ALTER TABLE session_away RENAME TO session");
    expect(await isUninstalled()).toBe(false);
    expect(
      (await webhookHandlers["app/uninstalled"](signedWebhook(services, delivery))).status,
    ).toBe(200);
    expect(await isUninstalled()).toBe(true);
  });

  it("takes no notice of an uninstall from before the present installation", async () => {
    const triggeredAt = "2026-11-21T11:59:00Z";
    await webhookHandlers["app/uninstalled"](signedWebhook(services, { topic, body, triggeredAt }));
    expect(await isUninstalled()).toBe(false);
  });

  const withPlatform = (isInstalled: boolean) => ({
    ...services,
    platform: (domain: string) => ({
      ...services.platform(domain),
      isInstalled: () => Promise.resolve(isInstalled),
    }),
  });

  it.each([
    [true, "keeps the shop that the platform says has the app"],
    [false, "marks the shop that has left, whose clock was behind ours"],
  ])(
    "asks the platform about an uninstall that seems older than the installation (%s): it %s",
    async (installed) => {
      const triggeredAt = "2026-11-21T11:59:58Z";
      await webhookHandlers["app/uninstalled"](
        signedWebhook(services, { topic, body, triggeredAt }),
      );
      await runJobs(withPlatform(installed), ["confirm-uninstall"]);
      expect(await isUninstalled()).toBe(!installed);
      expect(await audited()).toEqual(installed ? [] : ["shop.uninstalled"]);
    },
  );

  it("answers for a shop that it does not know", async () => {
    const delivery = { topic, body, shop: "nobody.myshopify.com" };
    expect(
      (await webhookHandlers["app/uninstalled"](signedWebhook(services, delivery))).status,
    ).toBe(200);
  });

  it("installs a shop that comes back once, although its first page asks four things at once", async () => {
    await webhookHandlers["app/uninstalled"](signedWebhook(services, { topic, body }));
    services.setTime(new Date("2026-11-21T13:00:00Z"));
    const facts = {
      name: "Back",
      email: "new@x.example",
      timeZone: "UTC",
      currency: "EUR",
      missingScopes: [],
    };
    const back = {
      ...services,
      platform: (domain: string) => ({
        ...services.platform(domain),
        readShop: () => Promise.resolve(success(facts)),
      }),
    };
    const opened = await Promise.all(Array.from({ length: 4 }, () => openShop(back, shop.domain)));
    expect(opened.map(({ id }) => id)).toEqual(Array(4).fill(shop.id));
    expect((await audited()).sort()).toEqual(["shop.installed", "shop.uninstalled"]);
    // The first uninstall, delivered once more under another number, is older than this installation.
    const late = { topic, body, triggeredAt: "2026-11-21T12:30:00Z" };
    await webhookHandlers["app/uninstalled"](signedWebhook(services, late));
    expect(await isUninstalled()).toBe(false);
  });

  it("puts no address of a customer into the queue", async () => {
    await webhookHandlers["customers/redact"](
      signedWebhook(services, {
        topic: "customers/redact",
        body: '{"shop_id":1,"customer":{"id":9007199254740993,"email":"Ada@Example.com"}}',
      }),
    );
    const jobs = await services.database.query<{ payload: { keys: string[] } }>(
      `SELECT payload FROM graphile_worker._private_jobs AS jobs
         JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id
        WHERE identifier = 'erase-customer'`,
    );
    expect(jobs).toHaveLength(1);
    expect(jobs[0]?.payload.keys).toHaveLength(2);
    expect(JSON.stringify(jobs)).not.toContain("xample");
  });

  it("keeps four megabytes of a body at most, whoever signed it", async () => {
    const large = JSON.stringify({ ...JSON.parse(body), filler: "x".repeat(4_000_000) });
    const answered = await webhookHandlers["app/uninstalled"](
      signedWebhook(services, { topic, body: large }),
    );
    expect(answered.status).toBe(413);
    const forged = signedWebhook(services, { topic, body: large, secret: "another" });
    expect((await webhookHandlers["app/uninstalled"](forged)).status).toBe(401);
    const fits = JSON.stringify({ ...JSON.parse(body), filler: "x".repeat(3_900_000) });
    expect(
      (await webhookHandlers["app/uninstalled"](signedWebhook(services, { topic, body: fits })))
        .status,
    ).toBe(200);
  });

  it("forgets receipts after a month", async () => {
    await webhookHandlers["app/uninstalled"](signedWebhook(services, { topic, body }));
    services.setTime(new Date("2026-12-20T12:00:00Z"));
    await dropOldReceipts(services);
    expect(await services.database.query("SELECT 1 FROM webhook_receipt")).toHaveLength(1);
    services.setTime(new Date("2026-12-22T12:00:00Z"));
    await dropOldReceipts(services);
    expect(await services.database.query("SELECT 1 FROM webhook_receipt")).toHaveLength(0);
  });
});

describe("the app's declaration", () => {
  interface Toml {
    webhooks: {
      api_version: string;
      subscriptions: { topics?: string[]; compliance_topics?: string[]; uri: string }[];
    };
  }
  const { webhooks } = parse(readFileSync("shopify.app.toml", "utf8")) as unknown as Toml;

  it("subscribes to each topic that is handled, at an address of that name", () => {
    const declared = webhooks.subscriptions.flatMap(({ topics, compliance_topics, uri }) =>
      [...(topics ?? []), ...(compliance_topics ?? [])].map((name) => {
        expect(uri).toBe(`/webhooks/${name}`);
        return name;
      }),
    );
    expect(declared.sort()).toEqual(Object.keys(webhookHandlers).sort());
    expect(webhooks.api_version).toBe("2026-10");
  });
});
