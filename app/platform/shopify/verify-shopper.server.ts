import "@shopify/shopify-api/adapters/node";
import { ApiVersion, type JwtPayload, shopifyApi } from "@shopify/shopify-api";

/** Whom Shopify vouches for in a request from a storefront or a checkout. */
export interface VerifiedShopper {
  shopDomain: string;
  /** Digits of the signed-in customer's ID. Null: a guest, who is nobody in particular. */
  customerId: string | null;
}

/** Verifies who a shopper is. Both ways resolve undefined if Shopify didn't sign the request. */
export interface VerifyShopper {
  /** For a request that the app proxy forwarded: its query string. */
  proxied(query: URLSearchParams): Promise<VerifiedShopper | undefined>;
  /** For a request of a checkout UI extension: its `Authorization` header. */
  checkout(authorization: string | null): Promise<VerifiedShopper | undefined>;
}

/** What Shopify adds to a proxied request. A shopper who repeats one of them wants to be misread. */
const proxyParameters = ["shop", "timestamp", "signature", "path_prefix", "logged_in_customer_id"];
const shopDomain = /^(?:https:\/\/)?([a-z0-9][a-z0-9-]*\.myshopify\.com)$/;
const customerNumber = /^[1-9]\d{0,19}$/;
const customerGid = /^gid:\/\/shopify\/Customer\/([1-9]\d{0,19})$/;

/**
 * Verifies with the primitives of Shopify's library: the signature of the app proxy (hex HMAC-SHA256,
 * at most 90 seconds old) and session tokens (HS256, for our API key). `authenticate.public.appProxy`
 * and `.checkout` aren't used. The first loads and refreshes the store's access token for each
 * request of a shopper, so a store whose token can't be refreshed would keep its shoppers waiting.
 * The second rejects clients that look like bots, and writes customers' IDs to the log.
 */
export function shopperVerifier(app: {
  apiKey: string;
  apiSecret: string;
  appUrl: string;
}): VerifyShopper {
  const { utils, session } = shopifyApi({
    apiKey: app.apiKey,
    apiSecretKey: app.apiSecret,
    hostName: new URL(app.appUrl).host,
    apiVersion: ApiVersion.October26,
    isEmbeddedApp: true,
    logger: { log: () => undefined },
  });
  return {
    proxied: async (query) => {
      if (proxyParameters.some((name) => query.getAll(name).length > 1)) return undefined;
      const genuine = await utils.validateHmac(query, { signator: "appProxy" }).catch(() => false);
      const shop = shopDomain.exec(query.get("shop") ?? "")?.[1];
      if (!genuine || !shop) return undefined;
      const customer = query.get("logged_in_customer_id") ?? "";
      return { shopDomain: shop, customerId: customerNumber.test(customer) ? customer : null };
    },
    checkout: async (authorization) => {
      const token = /^Bearer ([\w.-]+)$/i.exec(authorization ?? "")?.[1];
      if (token === undefined) return undefined;
      return shopperOf(await session.decodeSessionToken(token).catch(() => undefined));
    },
  };
}

/**
 * Reads a token's payload. `dest` is the store, and `sub` the customer if they are signed in. A token
 * of the admin is as well signed, but its `sub` is a member of staff.
 */
function shopperOf(payload: Partial<JwtPayload> | undefined): VerifiedShopper | undefined {
  const shop = shopDomain.exec(payload?.dest ?? "")?.[1];
  if (!payload || !shop) return undefined;
  if (payload.sub === undefined || payload.sub === "")
    return { shopDomain: shop, customerId: null };
  const customer = customerGid.exec(payload.sub)?.[1];
  return customer === undefined ? undefined : { shopDomain: shop, customerId: customer };
}
