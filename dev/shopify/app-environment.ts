/** Defaults for what neither Shopify CLI nor the developer's environment sets. */
export interface Defaults {
  DATABASE_URL: string;
  ENCRYPTION_KEYS: string;
  SCOPES: string;
}

/**
 * The environment of the app's processes under `shopify app dev`. Shopify CLI passes the tunnel's
 * URL as HOST, which to the app is the address to listen on: https://github.com/Shopify/cli,
 * packages/app/src/cli/services/dev/processes/web.ts. The official template maps it in its
 * vite.config.ts.
 */
export function appEnvironment(env: NodeJS.ProcessEnv, defaults: Defaults): NodeJS.ProcessEnv {
  const { HOST = "", ...rest } = env;
  // The tunnel's URL changes with every start, so it overrides the one in .env.
  const named = isAddress(HOST) ? { SHOPIFY_APP_URL: HOST.replace(/\/$/, "") } : HOST && { HOST };
  return {
    SMTP_URL: "smtp://127.0.0.1:1025",
    MAIL_FROM: "Coupon Pools <alerts@coupon-pools.example>",
    ...rest,
    ...named,
    DATABASE_URL: rest["DATABASE_URL"] || defaults.DATABASE_URL,
    ENCRYPTION_KEYS: rest["ENCRYPTION_KEYS"] || defaults.ENCRYPTION_KEYS,
    SCOPES: rest["SCOPES"] || defaults.SCOPES,
    PORT: rest["PORT"] || rest["FRONTEND_PORT"] || "3000",
  };
}

const isAddress = (text: string) => /^https?:\/\//.test(text);
