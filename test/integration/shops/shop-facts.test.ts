import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { success } from "../../../app/core/result";
import { findShop } from "../../../app/features/shops/find-shop.server";
import { readAccess, recordAccessLost } from "../../../app/features/shops/lost-access.server";
import { refreshShop } from "../../../app/features/shops/refresh-shop.server";
import { jobs } from "../../../app/jobs/jobs.server";
import type { PlatformFailure } from "../../../app/platform/platform-failure";
import { shopifyPlatform } from "../../../app/platform/shopify/shopify-platform.server";
import { webhookHandlers } from "../../../app/webhooks/topics.server";
import { API_KEY, DEMO_SHOP, testSandbox } from "../../doubles/shopify/testing";
import { offlineToken } from "../../factories/offline-token";
import { noPause } from "../../setup/no-pause";
import { runJobs } from "../../setup/run-jobs";
import { signedWebhook } from "../../setup/signed-webhook";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const scopes = ["read_customers", "read_orders", "write_discounts", "read_discounts"];

describe("the stored data of a shop", () => {
  const sandbox = testSandbox({ tomlFile: "../../../../shopify.app.toml", scopes });
  let services: TestServices;
  let shop: ShopContext;

  beforeAll(async () => {
    await sandbox.follow();
    services = await openTestServices();
    shop = await insertShop(services, DEMO_SHOP);
  });
  afterAll(() => services.close());
  beforeEach(async () => {
    await sandbox.call("POST", "/control/api/reset", {});
    sandbox.app.received = [];
    await services.database.query("TRUNCATE graphile_worker._private_jobs, webhook_receipt");
    await services.database.query(
      "UPDATE shop SET access_lost_at = NULL, access_lost_reason = NULL, facts_read_at = NULL",
    );
    const token = await offlineToken(sandbox, DEMO_SHOP);
    services.platform = shopifyPlatform(async () => success(token), {
      apiKey: API_KEY,
      pause: noPause,
      scopes,
      onDenied: (domain, reason) => recordAccessLost(services, domain, { reason }),
    });
  });

  const control = (action: string, body: object) =>
    sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/${action}`, body);
  const work = () => runJobs(services, ["refresh-shop", "refresh-shops"]);
  const stored = async () => {
    const [row] = await services.database.query(
      `SELECT name, email, currency, time_zone AS "timeZone" FROM shop WHERE id = $1`,
      [shop.id],
    );
    return row;
  };
  /** Delivers the webhook that Shopify sent to its handler. */
  async function deliver(action: (typeof webhookHandlers)["shop/update"], topic: string) {
    const received = sandbox.app.received.find(
      ({ headers }) => headers["x-shopify-topic"] === topic,
    );
    if (!received) throw new Error(`Shopify sent no ${topic}.`);
    const result = await action(signedWebhook(services, { topic, body: received.body }));
    expect(result.status).toBe(200);
  }
  const queued = () =>
    services.database.query<{ task: string }>(
      "SELECT task_identifier AS task FROM graphile_worker.jobs ORDER BY 1",
    );

  const moved = {
    name: "Moved",
    email: "new-owner@moved.example",
    currency: "CAD",
    timeZone: "America/Toronto",
  };

  it("is updated when the name, email, currency or time zone changes", async () => {
    await control("settings", moved);
    await deliver(webhookHandlers["shop/update"], "shop/update");
    await work();
    expect(await stored()).toEqual(moved);
    expect(await findShop(services, shop.id)).toMatchObject({ timeZone: "America/Toronto" });
  });

  it("is read once a day because webhooks can get lost", async () => {
    await refreshShop(services, shop);
    await control("settings", moved);
    const enqueueAll = "SELECT graphile_worker.add_job('refresh-shops')";
    await services.database.query(enqueueAll);
    await work();
    expect(await stored()).not.toEqual(moved);
    services.setTime(new Date(services.clock.now().getTime() + 25 * 3_600_000));
    await services.database.query(enqueueAll);
    await work();
    expect(await stored()).toEqual(moved);
  });

  it("shows missing permissions until they are granted", async () => {
    await control("scopes", { scopes: ["read_customers", "write_discounts"] });
    await deliver(webhookHandlers["app/scopes_update"], "app/scopes_update");
    await work();
    expect(await readAccess(services, shop)).toEqual({
      since: services.clock.now(),
      reason: "Missing permissions: read_orders",
    });
    await control("scopes", { scopes });
    sandbox.app.received = sandbox.app.received.slice(-1);
    await deliver(webhookHandlers["app/scopes_update"], "app/scopes_update");
    await work();
    expect(await readAccess(services, shop)).toBeNull();
    // Orders could not be read in the meantime.
    expect(await queued()).toEqual([{ task: "reconcile-orders" }]);
  });

  it("shows denied access, whichever call encountered it", async () => {
    await control("scopes", { scopes: ["read_customers"] });
    const platform = services.platform(DEMO_SHOP);
    const denied = await platform.listOrders({ updatedSince: new Date(0), cursor: null, limit: 1 });
    expect(denied).toMatchObject({ failure: { kind: "platform_denied" } });
    const access = await readAccess(services, shop);
    expect(access?.reason).toContain("Access denied for orders field");
    // The first denial determines the time.
    services.setTime(new Date(services.clock.now().getTime() + 60_000));
    await platform.readDiscount("gid://shopify/DiscountCodeNode/1");
    expect(await readAccess(services, shop)).toEqual(access);
  });

  it("is unchanged if Shopify is unreachable, and the job retries", async () => {
    await services.database.query("UPDATE shop SET name = 'Unchanged'");
    const unreachable: PlatformFailure = { kind: "platform_unreachable", detail: "No answer" };
    const silent = {
      ...services,
      platform: (domain: string) => ({
        ...services.platform(domain),
        readShop: async () => ({ ok: false as const, failure: unreachable }),
      }),
    };
    await expect(jobs["refresh-shop"].run(silent, { shopId: shop.id }, signal())).rejects.toThrow();
    expect(await stored()).toMatchObject({ name: "Unchanged" });
    expect(await readAccess(services, shop)).toBeNull();
  });

  const signal = () => new AbortController().signal;
});
