import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { ShopContext } from "../../app/core/ids";
import { assignCodes } from "../../app/features/assignments/assign-codes.server";
import { refreshShop } from "../../app/features/shops/refresh-shop.server";
import { shopifyPlatform } from "../../app/platform/shopify/shopify-platform.server";
import { offlineTokens } from "../../app/platform/shopify/sign-in/offline-tokens.server";
import { tokenCipher } from "../../app/platform/shopify/sign-in/token-cipher.server";
import { loader as healthz } from "../../app/routes/healthz";
import type { Services } from "../../app/services.server";
import { webhookHandlers } from "../../app/webhooks/topics.server";
import { insertPool } from "../factories/stocked-pool";
import { storeTokens } from "../factories/store-tokens";
import { signedWebhook } from "../setup/signed-webhook";
import { insertShop, type TestServices } from "../setup/test-services";

/** Operations that don't need Shopify. */
export type Needless = "assignment" | "webhook" | "healthz";

export interface HungShopify {
  /** Runs one operation for one of the stores. */
  once(what: Needless): Promise<void>;
  /** Number of requests that hang now. */
  hanging(): number;
  /** Fails the hanging requests and restores `fetch`. */
  end(): Promise<void>;
}

/**
 * Opens an app with many stores whose tokens have expired, and a Shopify that accepts every request
 * but never responds. One call per store waits for Shopify at all times, like jobs and pages would.
 */
export async function hangShopify(services: Services, count: number): Promise<HungShopify> {
  const stores: { shop: ShopContext; poolId: number }[] = [];
  for (let at = 0; at < count; at += 1) {
    const shop = await insertShop(services as TestServices, `hung-${at}.myshopify.com`);
    const tokens = { accessToken: "old", refreshToken: "refresh", expires: new Date(0) };
    await storeTokens(services, { shop: shop.domain, ...tokens });
    stores.push({
      shop,
      poolId: await insertPool(services, shop, { codes: Math.ceil(20_000 / count) }),
    });
  }
  const { database, clock, keyring } = services;
  const app = { apiKey: "key", apiSecret: "secret" };
  const cipher = tokenCipher(keyring);
  const platform = shopifyPlatform(offlineTokens({ database, clock, vault: cipher, app }), app);
  const hung = { ...services, platform };
  const real = globalThis.fetch;
  const waiting = new Set<() => void>();
  globalThis.fetch = (_input, init) =>
    new Promise((_resolve, reject) => {
      const end = () => {
        waiting.delete(end);
        reject(new Error("No answer"));
      };
      waiting.add(end);
      init?.signal?.addEventListener("abort", end);
    });
  let over = false;
  const refreshing = stores.map(async ({ shop }) => {
    while (!over) await refreshShop(hung, shop);
  });
  let turn = 0;
  return {
    hanging: () => waiting.size,
    once: async (what) => {
      turn += 1;
      const store = stores[turn % stores.length];
      if (store) await doOnce(hung as TestServices, what, store, turn);
    },
    end: async () => {
      over = true;
      while (waiting.size > 0) {
        for (const end of [...waiting]) end();
        await setTimeout(10);
      }
      await Promise.all(refreshing);
      globalThis.fetch = real;
    },
  };
}

async function doOnce(
  services: TestServices,
  what: Needless,
  { shop, poolId }: { shop: ShopContext; poolId: number },
  turn: number,
): Promise<void> {
  if (what === "assignment") {
    const recipients = [{ recipient: `person-${turn}@example.com` }];
    const result = await assignCodes(services, shop, { pool: poolId, recipients, source: "api" });
    if (!result.ok || !result.value[0]?.ok) throw new Error("A recipient got no code.");
    return;
  }
  const status =
    what === "webhook"
      ? await deliver(services, shop)
      : await checkHealth({ context: { services } });
  if (status !== 200) throw new Error(`${what}: ${status}`);
}

async function deliver(services: TestServices, shop: ShopContext): Promise<number> {
  const body = '{"admin_graphql_api_id":"gid://shopify/DiscountCodeNode/1","title":"Ten"}';
  const topic = "discounts/update";
  const delivery = { topic, body, shop: shop.domain, eventId: randomUUID() };
  return (await webhookHandlers["discounts/update"](signedWebhook(services, delivery))).status;
}

async function checkHealth(args: object): Promise<number> {
  return (await healthz(args as Parameters<typeof healthz>[0])).status;
}
