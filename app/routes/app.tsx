import type { HeadersFunction, LinksFunction } from "@remix-run/node";
import { Link, Outlet, useLoaderData, useRouteError } from "@remix-run/react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import english from "@shopify/polaris/locales/en.json";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { adminLoader } from "../http/admin.server";
import { NavMenu } from "../ui/nav-menu";
import { ShopFactsProvider } from "../ui/shop-facts";
import uiStyles from "../ui/ui.css?url";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: polarisStyles },
  { rel: "stylesheet", href: uiStyles },
];

export const loader = adminLoader(async ({ services: { env, clock, platform }, shop }) => ({
  apiKey: env.SHOPIFY_API_KEY,
  appBridgeUrl: env.APP_BRIDGE_URL ?? null,
  shop: {
    currency: shop.currency,
    timeZone: shop.timeZone,
    platform: platform(shop.domain).name,
    now: clock.now(),
  },
}));

export default function AppShell() {
  const { apiKey, appBridgeUrl, shop } = useLoaderData<typeof loader>();
  return (
    <AppProvider
      isEmbeddedApp
      apiKey={apiKey}
      i18n={english}
      {...(appBridgeUrl ? { __APP_BRIDGE_URL: appBridgeUrl } : {})}
    >
      <NavMenu>
        <Link to="/app" rel="home">
          Coupon Management
        </Link>
        <Link to="/app/discounts">Discounts</Link>
        <Link to="/app/campaigns">Campaigns</Link>
        <Link to="/app/explain">Explain a code</Link>
        <Link to="/app/activity">Activity</Link>
        <Link to="/app/emails">Use in e-mails</Link>
        <Link to="/app/api-keys">API keys</Link>
      </NavMenu>
      <ShopFactsProvider facts={shop}>
        <Outlet />
      </ShopFactsProvider>
    </AppProvider>
  );
}

/** Shopify's library answers some errors with headers that the admin frame needs. */
export function ErrorBoundary() {
  return boundary.error(useRouteError());
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
