import { beforeAll } from "vitest";
import type { ShopContext } from "../../app/core/ids";
import { success } from "../../app/core/result";
import { shopifyPlatform } from "../../app/platform/shopify/shopify-platform.server";
import { webhookVerifier } from "../../app/platform/shopify/verify-webhook.server";
import type { HandlerInput, RequestHandler } from "../../app/server/router.server";
import { webhookHandlers } from "../../app/webhooks/topics.server";
import {
  API_KEY,
  API_SECRET,
  addCodes,
  adminApi,
  DEMO_SHOP,
  newDiscount,
  orderCalls,
  type ReceivedRequest,
  testSandbox,
} from "../doubles/shopify/testing";
import { noPause } from "../setup/no-pause";
import { postedRequest } from "../setup/posted-request";
import { runJobs } from "../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../setup/test-services";
import { offlineToken } from "./offline-token";

const jobs = ["apply-orders", "read-order", "assign-replacements", "reconcile-orders"] as const;

/**
 * The app's features connected to the sandbox's demo store. Webhooks are collected in
 * `sandbox.app.received`. A test decides in which order, how often and whether to deliver them.
 */
export function orderFixture() {
  const sandbox = testSandbox({
    tomlFile: "../../../../shopify.app.toml",
    scopes: ["read_customers", "read_products", "read_discounts", "write_discounts", "read_orders"],
  });
  const admin = adminApi(sandbox);
  const fixture = {
    sandbox,
    orders: orderCalls(sandbox),
    services: undefined as unknown as TestServices,
    shop: undefined as unknown as ShopContext,
    deliver,
    /** Adds the pool's codes to a discount of the shop: 10% off the entire order. */
    async publish(poolId: number) {
      const codes = await fixture.services.database.query<{ code: string }>(
        "SELECT code FROM code WHERE shop_id = $1 AND pool_id = $2",
        [fixture.shop.id, poolId],
      );
      const [first, ...others] = codes.map(({ code }) => code);
      const discountId = await newDiscount(admin, { title: `Pool ${poolId}`, code: first });
      if (others.length > 0) await addCodes(admin, discountId, others);
    },
    /** Runs all queued jobs. */
    work: () => runJobs(fixture.services, jobs),
    /** Runs the order reconciliation and the jobs it enqueues. */
    async reconcile() {
      await fixture.services.database.query(
        `SELECT graphile_worker.add_job('reconcile-orders', json_build_object('shopId', $1::int))`,
        [fixture.shop.id],
      );
      await fixture.work();
    },
    /** Advances the clocks of the shop and the app. */
    async wait(minutes: number) {
      const clock = (await sandbox.call("POST", "/control/api/clock", {
        advanceMs: minutes * 60_000,
      })) as { now: string };
      fixture.services.setTime(new Date(clock.now));
    },
  };
  async function deliver({ path, headers, body }: ReceivedRequest): Promise<number> {
    const handler = (webhookHandlers as Record<string, RequestHandler>)[
      path.slice("/webhooks/".length)
    ];
    if (!handler) throw new Error(`No handler for ${path}.`);
    const request = postedRequest(path, headers as Record<string, string>, body);
    const verifyWebhook = webhookVerifier({ apiSecret: API_SECRET });
    const input = { request, services: { ...fixture.services, verifyWebhook } };
    return (await handler(input as unknown as HandlerInput)).status;
  }
  beforeAll(async () => {
    await sandbox.follow();
    const token = await offlineToken(sandbox, DEMO_SHOP);
    const services = await openTestServices();
    services.platform = shopifyPlatform(async () => success(token), {
      apiKey: API_KEY,
      pause: noPause,
    });
    services.setTime(new Date());
    fixture.services = services;
    fixture.shop = await insertShop(services, DEMO_SHOP);
    return () => services.close();
  });
  return fixture;
}
