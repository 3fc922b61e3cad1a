import { readFileSync } from "node:fs";
import { bundleScript } from "../app-bridge/bundle-script";
import { json, notFound, page, script, seeOther } from "../http/answers";
import type { Route, RouteCall } from "../http/route";
import { findShop, findShopByHandle, shopHandle } from "../shops/find-shop";
import { installApp } from "../shops/install-app";
import type { Shop } from "../shops/shop";
import { mintSessionToken } from "../sign-in/mint-session-token";
import { framePage, installPage } from "./frame-page";

const browserScript = new URL("./browser/admin-frame.ts", import.meta.url);
const styleSheets = ["./admin-frame.css", "./bars-and-toasts.css"];

const styles = (): string =>
  styleSheets.map((file) => readFileSync(new URL(file, import.meta.url), "utf8")).join("\n");

type Handler = (call: RouteCall, shop: Shop) => Response;

/** A route below `/admin/store/:shop` that responds with 404 for unknown shops. */
const inStore = (method: "GET" | "POST", path: string, handle: Handler): Route => ({
  method,
  path: `/admin/store/:shop${path}`,
  handle: (call) => {
    const shop = findShopByHandle(call.sandbox, call.params["shop"] ?? "");
    return shop ? handle(call, shop) : notFound("No such shop");
  },
});

const appPath = ({ sandbox }: RouteCall, shop: Shop): string =>
  `/admin/store/${shopHandle(shop)}/apps/${sandbox.settings.app.handle}`;

const openApp: Handler = (call, shop) => {
  const { app } = call.sandbox.settings;
  const { params, url, sandbox } = call;
  // Shopify's library redirects to the app by API key. The admin's URLs use the handle instead.
  if (params["app"] === app.apiKey) {
    return seeOther(`${appPath(call, shop)}/${params["*"] ?? ""}${url.search}`);
  }
  if (params["app"] !== app.handle) return notFound("No such app");
  if (!shop.installation) return page(installPage(sandbox, shop));
  return page(framePage(sandbox, shop, params["*"] ?? "", url.search));
};

const startPage: Handler = (call, shop) => seeOther(appPath(call, shop));

export const adminFrameRoutes: readonly Route[] = [
  inStore("GET", "", startPage),
  inStore("GET", "/apps/:app", openApp),
  inStore("GET", "/apps/:app/*", openApp),
  inStore("GET", "/oauth/install", startPage),
  inStore("POST", "/install", (call, shop) => {
    installApp(call.sandbox, shop);
    return seeOther(appPath(call, shop));
  }),
  inStore("POST", "/session-token", ({ sandbox }, shop) =>
    shop.installation
      ? json({ token: mintSessionToken(sandbox, shop) })
      : json({ errors: "The app is not installed" }, 403),
  ),
  {
    method: "GET",
    path: "/shops/:shop/admin/oauth/install",
    handle: (call) => {
      const shop = findShop(call.sandbox, call.params["shop"] ?? "");
      return shop ? startPage(call, shop) : notFound("No such shop");
    },
  },
  {
    method: "GET",
    path: "/assets/admin-frame.js",
    handle: async () => script(await bundleScript(browserScript)),
  },
  {
    method: "GET",
    path: "/assets/admin-frame.css",
    handle: () => new Response(styles(), { headers: { "content-type": "text/css" } }),
  },
];
