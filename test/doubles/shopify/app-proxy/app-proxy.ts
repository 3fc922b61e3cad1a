/** `[app_proxy]` of the app's TOML file. */
export interface AppProxyToml {
  url?: string;
  prefix?: string;
  subpath?: string;
}

/** Where a store's addresses lead into the app: `/apps/coupons/*` to `/proxy/*`, for example. */
export interface AppProxy {
  /** `apps/coupons`, without slashes around it. */
  readonly below: string;
  /** The path in the app, without a trailing slash. Its host is always the app's public one. */
  readonly appPath: string;
}

/** The prefixes that Shopify allows (documented). */
const PREFIXES = ["a", "apps", "community", "tools"];

const ANY_HOST = "https://app.example";

/** Reads `[app_proxy]`. Null without one. Throws if Shopify's deploy would reject it. */
export function readAppProxy(toml: AppProxyToml | undefined): AppProxy | null {
  if (!toml) return null;
  const { url, prefix = "", subpath = "" } = toml;
  if (!url || !URL.canParse(url, ANY_HOST)) throw new Error("[app_proxy] needs a url");
  if (!PREFIXES.includes(prefix)) {
    throw new Error(`[app_proxy] prefix must be one of ${PREFIXES.join(", ")}`);
  }
  if (!/^[\w-]+$/.test(subpath)) {
    throw new Error("[app_proxy] subpath must consist of letters, digits, - and _");
  }
  const appPath = new URL(url, ANY_HOST).pathname.replace(/\/+$/, "");
  return { below: `${prefix}/${subpath}`, appPath };
}
