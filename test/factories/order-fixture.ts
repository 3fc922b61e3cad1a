import { beforeAll } from "vitest";
import type { ShopContext } from "../../app/core/ids";
import { success } from "../../app/core/result";
import { shopifyPlatform } from "../../app/platform/shopify/shopify-platform.server";
import { webhookVerifier } from "../../app/platform/shopify/verify-webhook.server";
import type { HandlerInput, RequestHandler } from "../../app/server/router.server";
import { webhookHandlers } from "../../app/webhooks/topics.server";
import { adminApi } from "../doubles/shopify/for-tests/admin-api";
import { addCodes, newDiscount } from "../doubles/shopify/for-tests/discount-calls";
import { orderCalls } from "../doubles/shopify/for-tests/order-calls";
import {
  API_KEY,
  API_SECRET,
  DEMO_SHOP,
  type Heard,
  testSandbox,
} from "../doubles/shopify/for-tests/test-sandbox";
import { noPause } from "../setup/no-pause";
import { postedRequest } from "../setup/posted-request";
import { runJobs } from "../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../setup/test-services";
import { offlineToken } from "./offline-token";

const jobs = ["apply-orders", "read-order", "assign-replacements", "reconcile-orders"] as const;

/**
 * The app's features in front of the sandbox's demo store. What the sandbox sends is kept in
 * `sandbox.app.heard`; a test delivers it, in its own order, as often as it likes, or not at all.
 */
export function orderFixture() {
  const sandbox = testSandbox({
    tomlFile: "../../../../shopify.app.toml",
    scopes: ["read_customers", "read_products", "read_discounts", "write_discounts", "read_orders"],
  });
  const admin = adminApi(sandbox);
  const world = {
    sandbox,
    orders: orderCalls(sandbox),
    services: undefined as unknown as TestServices,
    shop: undefined as unknown as ShopContext,
    deliver,
    /** Makes the pool's codes work in the shop: 10 % off everything. */
    async publish(poolId: number) {
      const codes = await world.services.database.query<{ code: string }>(
        "SELECT code FROM code WHERE shop_id = $1 AND pool_id = $2",
        [world.shop.id, poolId],
      );
      const [first, ...others] = codes.map(({ code }) => code);
      const discountId = await newDiscount(admin, { title: `Pool ${poolId}`, code: first });
      if (others.length > 0) await addCodes(admin, discountId, others);
    },
    /** Works off everything in the queue. */
    work: () => runJobs(world.services, jobs),
    /** Compares the shop's orders with the platform, and works off what comes of it. */
    async reconcile() {
      await world.services.database.query(
        `SELECT graphile_worker.add_job('reconcile-orders', json_build_object('shopId', $1::int))`,
        [world.shop.id],
      );
      await world.work();
    },
    /** Moves the clocks of the shop and of the app. */
    async wait(minutes: number) {
      const moved = (await sandbox.call("POST", "/control/api/clock", {
        advanceMs: minutes * 60_000,
      })) as { now: string };
      world.services.setTime(new Date(moved.now));
    },
  };
  async function deliver({ path, headers, body }: Heard): Promise<number> {
    const handler = (webhookHandlers as Record<string, RequestHandler>)[
      path.slice("/webhooks/".length)
    ];
    if (!handler) throw new Error(`Nothing here receives ${path}.`);
    const request = postedRequest(path, headers as Record<string, string>, body);
    const verifyWebhook = webhookVerifier({ apiSecret: API_SECRET });
    const input = { request, services: { ...world.services, verifyWebhook } };
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
    world.services = services;
    world.shop = await insertShop(services, DEMO_SHOP);
    return () => services.close();
  });
  return world;
}
