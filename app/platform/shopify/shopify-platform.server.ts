import { GraphQLClient } from "graphql-request";
import type { OpenPlatform } from "../platform";
import { adminUrl } from "./admin-url";
import { isInstalled } from "./is-installed.server";
import { readShop } from "./read-shop.server";

/** The version of the Admin API that every operation is written for. */
const apiVersion = "2026-10";

/** Shopify as the shop system. `accessToken` resolves a token of the shop that is valid now. */
export function shopifyPlatform(
  accessToken: (shopDomain: string) => Promise<string>,
  app: { apiKey: string; admin?: string | undefined },
): OpenPlatform {
  return (shopDomain) => {
    const client = async () =>
      new GraphQLClient(`https://${shopDomain}/admin/api/${apiVersion}/graphql.json`, {
        headers: { "X-Shopify-Access-Token": await accessToken(shopDomain) },
        fetch: globalThis.fetch,
      });
    return {
      readShop: async () => readShop(await client()),
      isInstalled: () => isInstalled(async () => readShop(await client())),
      adminUrl: (path) => adminUrl(shopDomain, path, app),
      codeUrl: (code) => `https://${shopDomain}/discount/${encodeURIComponent(code)}`,
    };
  };
}
