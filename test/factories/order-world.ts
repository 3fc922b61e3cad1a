import { beforeAll } from "vitest";
import type { ShopContext } from "../../app/core/ids";
import { success } from "../../app/core/result";
import { giveReplacementsJob } from "../../app/jobs/give-replacements.server";
import { readOrderJob } from "../../app/jobs/read-order.server";
import { reconcileOrdersJob } from "../../app/jobs/reconcile-orders.server";
import { settleOrdersJob } from "../../app/jobs/settle-orders.server";
import { shopifyPlatform } from "../../app/platform/shopify/shopify-platform.server";
import { webhookVerifier } from "../../app/platform/shopify/verify-webhook.server";
import { action as scopesUpdate } from "../../app/routes/webhooks.app.scopes_update";
import { action as customersCreate } from "../../app/routes/webhooks.customers.create";
import { action as customersMerge } from "../../app/routes/webhooks.customers.merge";
import { action as ordersCancelled } from "../../app/routes/webhooks.orders.cancelled";
import { action as ordersCreate } from "../../app/routes/webhooks.orders.create";
import { action as ordersEdited } from "../../app/routes/webhooks.orders.edited";
import { action as ordersPaid } from "../../app/routes/webhooks.orders.paid";
import { action as ordersUpdated } from "../../app/routes/webhooks.orders.updated";
import { action as refundsCreate } from "../../app/routes/webhooks.refunds.create";
import type { ProgramAnswer } from "../../app/server/program-answer.server";
import type { ProgramArgs } from "../../app/server/serve-programs.server";
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

const actions: Record<string, (args: ProgramArgs) => Promise<ProgramAnswer>> = {
  "/webhooks/app/scopes_update": scopesUpdate,
  "/webhooks/customers/create": customersCreate,
  "/webhooks/customers/merge": customersMerge,
  "/webhooks/orders/cancelled": ordersCancelled,
  "/webhooks/orders/create": ordersCreate,
  "/webhooks/orders/edited": ordersEdited,
  "/webhooks/orders/paid": ordersPaid,
  "/webhooks/orders/updated": ordersUpdated,
  "/webhooks/refunds/create": refundsCreate,
};

const jobs = [settleOrdersJob, readOrderJob, giveReplacementsJob, reconcileOrdersJob];

/**
 * The app's features in front of the sandbox's demo store. What the sandbox sends is kept in
 * `sandbox.app.heard`; a test delivers it, in its own order, as often as it likes, or not at all.
 */
export function orderWorld() {
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
    const action = actions[path];
    if (!action) throw new Error(`Nothing here receives ${path}.`);
    const request = postedRequest(path, headers as Record<string, string>, body);
    const verifyWebhook = webhookVerifier({ apiSecret: API_SECRET });
    const context = { services: { ...world.services, verifyWebhook } };
    const args = { request, params: {}, context } as unknown as ProgramArgs;
    return (await action(args)).status;
  }
  beforeAll(async () => {
    process.env["SANDBOX_URL"] = sandbox.running.url;
    await import("../doubles/shopify/preload.mjs");
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
