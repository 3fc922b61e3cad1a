import type { HeadersFunction, LinksFunction } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Link,
  Outlet,
  useLoaderData,
  useRevalidator,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import english from "@shopify/polaris/locales/en.json";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { boundary } from "@shopify/shopify-app-remix/server";
import type { ReactNode } from "react";
import { adminLoader } from "../admin/admin.server";
import { readAccess } from "../features/shops/lost-access.server";
import { requestShopRefresh } from "../features/shops/refresh-shop.server";
import type { loader as rootLoader } from "../root";
import { ConnectionBanner } from "../ui/connection/connection-banner";
import { AccessBanner } from "../ui/errors/access-banner";
import { ErrorPage } from "../ui/errors/error-page";
import { NavMenu } from "../ui/nav-menu";
import { ShopFactsProvider } from "../ui/shop-facts";
import uiStyles from "../ui/ui.css?url";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: polarisStyles },
  { rel: "stylesheet", href: uiStyles },
];

export const loader = adminLoader(async ({ services, shop }) => {
  const { env, clock, platform, database } = services;
  const lostAccess = await readAccess(services, shop);
  // Opening the app signs it in again, so check whether it has access now.
  if (lostAccess) await requestShopRefresh(database, shop);
  return {
    apiKey: env.SHOPIFY_API_KEY,
    appBridgeUrl: env.APP_BRIDGE_URL ?? null,
    lostAccess,
    shop: {
      currency: shop.currency,
      timeZone: shop.timeZone,
      platform: platform(shop.domain).name,
      now: clock.now(),
    },
  };
});

export default function App() {
  return (
    <AppShell {...useLoaderData<typeof loader>()}>
      <Outlet />
    </AppShell>
  );
}

type ShellData = ReturnType<typeof useLoaderData<typeof loader>>;

function AppShell(props: ShellData & { children: ReactNode }) {
  const { revalidate } = useRevalidator();
  const { apiKey, appBridgeUrl, lostAccess, shop, children } = props;
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
        <Link to="/app/explain">Code lookup</Link>
        <Link to="/app/activity">Activity</Link>
        <Link to="/app/emails">Use in emails</Link>
        <Link to="/app/api-keys">API keys</Link>
        <Link to="/app/settings">Settings</Link>
      </NavMenu>
      <ShopFactsProvider facts={shop}>
        <ConnectionBanner />
        {lostAccess && <AccessBanner {...lostAccess} onCheck={revalidate} />}
        {children}
      </ShopFactsProvider>
    </AppProvider>
  );
}

/**
 * Shows the app's own errors within its frame and navigation. Shopify's library answers some
 * requests by throwing a response with a script and headers for the admin, and those pass through
 * unchanged.
 */
export function ErrorBoundary() {
  const error = useRouteError();
  const shell = useRouteLoaderData<typeof loader>("routes/app");
  const root = useRouteLoaderData<typeof rootLoader>("root");
  const missing = isRouteErrorResponse(error) ? missingKind(error.data) : undefined;
  if (!shell || (isRouteErrorResponse(error) && !missing)) return boundary.error(error);
  return (
    <AppShell {...shell}>
      <ErrorPage missing={missing} requestId={root?.requestId} />
    </AppShell>
  );
}

/** The kind of a 404 that one of our loaders threw. */
function missingKind(data: unknown): string | undefined {
  const kind = typeof data === "object" && data !== null && "kind" in data ? data.kind : undefined;
  return typeof kind === "string" ? kind : undefined;
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
