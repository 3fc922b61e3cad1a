import { script } from "../http/answers";
import type { Route } from "../http/route";
import { bundleScript } from "./bundle-script";

const entry = new URL("./browser/app-bridge.ts", import.meta.url);

/** The replacement for App Bridge, which Shopify serves from its CDN. */
export const appBridgeRoute: Route = {
  method: "GET",
  path: "/app-bridge.js",
  handle: async () => script(await bundleScript(entry)),
};
