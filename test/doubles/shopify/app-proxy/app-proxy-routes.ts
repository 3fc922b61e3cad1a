import { takeFault } from "../faults/take-fault";
import { notFound } from "../http/answers";
import type { Outcome, Route, RouteCall } from "../http/route";
import type { Sandbox } from "../sandbox";
import { findShopByHandle } from "../shops/find-shop";
import type { Shop } from "../shops/shop";
import { readSession } from "../storefront/session";
import { withTheme } from "../storefront/with-theme";
import { forwardToApp } from "./forward-to-app";
import { proxyAnswer, proxyErrorPage } from "./proxy-answer";
import { proxyQuery } from "./proxy-query";

/** The app needs it for a proxy (documented). */
const SCOPE = "write_app_proxy";

const methods: readonly Route["method"][] = ["GET", "POST", "PUT", "DELETE"];

/** The app's pages and endpoints in a store, such as `/store/demo-store/apps/coupons/codes`. */
export const appProxyRoutes: readonly Route[] = methods.flatMap((method) =>
  ["", "/*"].map(
    (rest): Route => ({ method, path: `/store/:shop/:prefix/:subpath${rest}`, handle: visitApp }),
  ),
);

async function visitApp(call: RouteCall): Promise<Outcome> {
  const { sandbox, params, url } = call;
  const shop = findShopByHandle(sandbox, params["shop"] ?? "");
  const { appProxy } = sandbox.settings;
  const below = `${params["prefix"]}/${params["subpath"]}`;
  if (!shop || !appProxy || below !== appProxy.below || !mayProxy(sandbox, shop)) {
    return notFound("No such page");
  }
  const session = readSession(call.request, shop);
  const visit = { sandbox, shop, session, url };
  const rest = params["*"] ?? "";
  const fault = takeFault(sandbox, shop.domain, "proxy", [rest]);
  const query = proxyQuery(
    sandbox,
    {
      shop,
      customerId: session.customerId,
      pathPrefix: `/${below}`,
      query: url.searchParams,
    },
    fault?.kind,
  );
  const path = appProxy.appPath + (params["*"] === undefined ? "" : `/${rest}`);
  const answer = await forwardToApp(call, `${path || "/"}?${query}`);
  if (typeof answer === "string") return withTheme(visit, proxyErrorPage(visit, answer));
  return proxyAnswer(visit, answer);
}

const mayProxy = (sandbox: Sandbox, shop: Shop): boolean =>
  sandbox.settings.app.scopes.includes(SCOPE) &&
  (shop.installation?.scopes.includes(SCOPE) ?? false);
