import { script } from "../http/answers";
import type { Route } from "../http/route";
import { bundleScript } from "./bundle-script";

const entry = new URL("./browser/app-bridge.ts", import.meta.url);

/** What stands in for App Bridge, which a shop's admin serves from Shopify's CDN. */
export const appBridgeRoute: Route = {
  method: "GET",
  path: "/app-bridge.js",
  handle: async () => script(await bundleScript(entry)),
};
