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

  it("marks an uninstalled shop, deletes its sessions and records it in the audit log", async () => {
    const response = await webhookHandlers["app/uninstalled"](
      signedWebhook(services, { topic, body }),
    );
    expect(response.status).toBe(200);
    expect(await isUninstalled()).toBe(true);
    expect(await services.database.query("SELECT id FROM session")).toEqual([{ id: "other" }]);
    expect(await audited()).toEqual(["shop.uninstalled"]);
  });

  it.each([
    ["signed with another secret", { secret: "another" }],
    ["without a signature", { without: ["x-shopify-hmac-sha256"] }],
    ["without a shop", { without: ["x-shopify-shop-domain"] }],
  ])("rejects a request %s", async (_, fault) => {
    const response = await webhookHandlers["app/uninstalled"](
      signedWebhook(services, { topic, body, ...fault }),
    );
    expect(response.status).toBe(401);
    expect(await isUninstalled()).toBe(false);
  });

  it("rejects a body that was changed in transit", async () => {
    const changed = signedWebhook(services, { topic, body, sentBody: `${body} ` });
    expect((await webhookHandlers["app/uninstalled"](changed)).status).toBe(401);
  });

  it.each([
    ["of another topic", { topic: "orders/create", body }],
    ["that is not JSON", { topic, body: "{" }],
  ])("doesn't process an event %s", async (_, delivery) => {
    expect(
      (await webhookHandlers["app/uninstalled"](signedWebhook(services, delivery))).status,
    ).toBe(400);
    expect(await isUninstalled()).toBe(false);
  });

  it("processes an event once for ten concurrent deliveries", async () => {
    const results = await Promise.all(
      Array.from({ length: 10 }, () =>
        webhookHandlers["app/uninstalled"](
          signedWebhook(services, { topic, body, eventId: "event-1" }),
        ),
      ),
    );
    expect(results.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(await audited()).toEqual(["shop.uninstalled"]);
  });

  it("rolls back the receipt if processing failed, so the next delivery is processed", async () => {
    const delivery = { topic, body, eventId: "event-2" };
    await services.database.query("ALTER TABLE session RENAME TO session_renamed");
    await expect(
      webhookHandlers["app/uninstalled"](signedWebhook(services, delivery)),
    ).rejects.toThrow();
    await services.database.query("ALTER TABLE session_renamed RENAME TO session");
    expect(await isUninstalled()).toBe(false);
    expect(
      (await webhookHandlers["app/uninstalled"](signedWebhook(services, delivery))).status,
    ).toBe(200);
    expect(await isUninstalled()).toBe(true);
  });

  it("ignores an uninstall from before the current installation", async () => {
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
    [true, "keeps a shop that still has the app"],
    [false, "marks an uninstalled shop whose clock was behind ours"],
  ])(
    "asks the platform if an uninstall seems older than the installation (installed: %s): it %s",
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

  it("responds with 200 for an unknown shop", async () => {
    const delivery = { topic, body, shop: "nobody.myshopify.com" };
    expect(
      (await webhookHandlers["app/uninstalled"](signedWebhook(services, delivery))).status,
    ).toBe(200);
  });

  it("reinstalls a returning shop once for four concurrent requests", async () => {
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
    // The first uninstall, delivered again under another ID, is older than this installation.
    const late = { topic, body, triggeredAt: "2026-11-21T12:30:00Z" };
    await webhookHandlers["app/uninstalled"](signedWebhook(services, late));
    expect(await isUninstalled()).toBe(false);
  });

  it("puts no customer address into the job queue", async () => {
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

  it("accepts a body of at most four megabytes", async () => {
    const large = JSON.stringify({ ...JSON.parse(body), filler: "x".repeat(4_000_000) });
    const response = await webhookHandlers["app/uninstalled"](
      signedWebhook(services, { topic, body: large }),
    );
    expect(response.status).toBe(413);
    const forged = signedWebhook(services, { topic, body: large, secret: "another" });
    expect((await webhookHandlers["app/uninstalled"](forged)).status).toBe(401);
    const fits = JSON.stringify({ ...JSON.parse(body), filler: "x".repeat(3_900_000) });
    expect(
      (await webhookHandlers["app/uninstalled"](signedWebhook(services, { topic, body: fits })))
        .status,
    ).toBe(200);
  });

  it("deletes receipts after a month", async () => {
    await webhookHandlers["app/uninstalled"](signedWebhook(services, { topic, body }));
    services.setTime(new Date("2026-12-20T12:00:00Z"));
    await dropOldReceipts(services);
    expect(await services.database.query("SELECT 1 FROM webhook_receipt")).toHaveLength(1);
    services.setTime(new Date("2026-12-22T12:00:00Z"));
    await dropOldReceipts(services);
    expect(await services.database.query("SELECT 1 FROM webhook_receipt")).toHaveLength(0);
  });
});

describe("shopify.app.toml", () => {
  interface Toml {
    webhooks: {
      api_version: string;
      subscriptions: { topics?: string[]; compliance_topics?: string[]; uri: string }[];
    };
  }
  const { webhooks } = parse(readFileSync("shopify.app.toml", "utf8")) as unknown as Toml;

  it("subscribes to every handled topic, at a path of that name", () => {
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
