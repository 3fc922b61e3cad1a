import { beforeAll } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { success } from "../../../app/core/result";
import { shopifyPlatform } from "../../../app/platform/shopify/shopify-platform.server";
import { adminApi } from "../../doubles/shopify/for-tests/admin-api";
import {
  API_KEY,
  DEMO_SHOP,
  OTHER_SHOP,
  testSandbox,
} from "../../doubles/shopify/for-tests/test-sandbox";
import { offlineToken } from "../../factories/offline-token";
import { noPause } from "../../setup/no-pause";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

/** The app's services in front of the sandbox's two shops, and the sandbox's own Admin API. */
export function discountFixture() {
  const sandbox = testSandbox({ seed: "demo" });
  const world = {
    sandbox,
    /** As somebody else's app, or a person in the admin, would change the shop. */
    admin: adminApi(sandbox),
    services: undefined as unknown as TestServices,
    shop: undefined as unknown as ShopContext,
    other: undefined as unknown as ShopContext,
    /** Orders that the sandbox misbehaves from now on; `null` ends it. */
    fault: async (order: object | null) => {
      await sandbox.call("DELETE", "/control/api/faults");
      if (order) await sandbox.call("POST", "/control/api/faults", order);
    },
  };
  beforeAll(async () => {
    await sandbox.follow();
    const tokens = new Map<string, string>();
    for (const domain of [DEMO_SHOP, OTHER_SHOP])
      tokens.set(domain, await offlineToken(sandbox, domain));
    const services = await openTestServices();
    services.platform = shopifyPlatform(async (domain) => success(tokens.get(domain) ?? ""), {
      apiKey: API_KEY,
      pause: noPause,
    });
    world.services = services;
    world.shop = await insertShop(services, DEMO_SHOP);
    world.other = await insertShop(services, OTHER_SHOP);
    return () => services.close();
  });
  return world;
}
