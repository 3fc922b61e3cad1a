import { beforeAll } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { success } from "../../../app/core/result";
import { shopifyPlatform } from "../../../app/platform/shopify/shopify-platform.server";
import {
  type AdminApi,
  API_KEY,
  adminApi,
  DEMO_SHOP,
  OTHER_SHOP,
  testSandbox,
} from "../../doubles/shopify/testing";
import { offlineToken } from "../../factories/offline-token";
import { noPause } from "../../setup/no-pause";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

/** The app's services connected to the sandbox's two shops, and the sandbox's Admin API. */
export function discountFixture() {
  const sandbox = testSandbox({ seed: "demo" });
  const fixture = {
    sandbox,
    /** Changes the shop like another app or a person in the Shopify admin. */
    admin: adminApi(sandbox),
    services: undefined as unknown as TestServices,
    shop: undefined as unknown as ShopContext,
    other: undefined as unknown as ShopContext,
    /** Makes the sandbox misbehave from now on; `null` ends it. */
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
    fixture.services = services;
    fixture.shop = await insertShop(services, DEMO_SHOP);
    fixture.other = await insertShop(services, OTHER_SHOP);
    return () => services.close();
  });
  return fixture;
}

/** Changes discounts like a person in the Shopify admin. `id`: the platform's. */
export function discountChanges(admin: () => AdminApi) {
  const change = (root: string, parameters: string, call: string, variables: object) =>
    admin().field(
      root,
      `mutation (${parameters}) { ${root}(${call}) { userErrors { message } } }`,
      variables,
    );
  return {
    rename: (id: string, title: string) =>
      change(
        "discountCodeBasicUpdate",
        "$id: ID!, $input: DiscountCodeBasicInput!",
        "id: $id, basicCodeDiscount: $input",
        { id, input: { title } },
      ),
    end: (id: string) => change("discountCodeDeactivate", "$id: ID!", "id: $id", { id }),
    remove: (id: string) => change("discountCodeDelete", "$id: ID!", "id: $id", { id }),
  };
}
