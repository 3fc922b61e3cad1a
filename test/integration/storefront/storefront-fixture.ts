import { createHmac } from "node:crypto";
import { getJwt } from "@shopify/shopify-api/test-helpers";
import type { ShopContext } from "../../../app/core/ids";
import { shopperVerifier } from "../../../app/platform/shopify/verify-shopper.server";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { type ApiServer, startApiServer } from "../api/api-server";

const testApp = { apiKey: "key of the tests", apiSecret: "secret of the tests" };

interface StorefrontResponse {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  json: any;
}

export interface Proxied {
  /** The shopper's own parameters. */
  query?: [string, string][];
  /** Digits; empty for a guest. */
  customer?: string;
  /** Seconds since the request was signed. */
  age?: number;
  /** Replaces parameters after they are signed; null leaves one out. */
  sent?: Record<string, string | null>;
  /** Added after the signed parameters. */
  more?: string;
  shop?: string;
  secret?: string;
  init?: RequestInit;
}

interface FromCheckout {
  query?: [string, string][];
  /** Digits; undefined for a guest. */
  customer?: string;
  /** Replaces claims of the token. */
  claims?: Record<string, unknown>;
  secret?: string;
  /** Sent instead of a signed token. */
  authorization?: string | null;
  init?: RequestInit;
}

export interface StorefrontFixture {
  services: TestServices;
  shop: ShopContext;
  server: ApiServer;
  /** A request as the app proxy forwards it. */
  proxied(path: string, request?: Proxied): Promise<StorefrontResponse>;
  /** A request as a checkout UI extension sends it. */
  fromCheckout(path: string, request?: FromCheckout): Promise<StorefrontResponse>;
  close(): Promise<void>;
}

/**
 * A store and the web server, for requests that are signed as Shopify signs them. Those of another `app`
 * come from elsewhere.
 */
export async function openStorefrontFixture(app = testApp): Promise<StorefrontFixture> {
  const services = Object.assign(await openTestServices(), {
    verifyShopper: shopperVerifier({ ...app, appUrl: "https://app.example" }),
  });
  const shop = await insertShop(services);
  const server = await startApiServer(services);
  const send = async (url: string, init?: RequestInit): Promise<StorefrontResponse> => {
    const response = await fetch(url, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      json: text === "" ? null : JSON.parse(text),
    };
  };
  return {
    services,
    shop,
    server,
    proxied: (path, request = {}) => {
      const query = proxiedQuery({ shop: shop.domain, ...request });
      return send(`${server.url}/storefront/proxy/${path}?${query}`, request.init);
    },
    fromCheckout: async (path, request = {}) => {
      const authorization =
        request.authorization === undefined
          ? `Bearer ${await checkoutToken(shop.domain, request)}`
          : request.authorization;
      return send(
        `${server.url}/storefront/checkout/${path}?${new URLSearchParams(request.query)}`,
        { ...request.init, headers: authorization === null ? {} : { authorization } },
      );
    },
    close: async () => {
      await server.close();
      await services.close();
    },
  };
}

/**
 * Signs as Shopify documents it: sorted `name=value` without separators, repeated values joined by
 * commas. Written out here, because the library's own would prove nothing about itself.
 */
function proxiedQuery(request: Proxied & { shop: string }): string {
  const signed: [string, string][] = [
    ...(request.query ?? []),
    ["shop", request.shop],
    ["logged_in_customer_id", request.customer ?? ""],
    ["path_prefix", "/apps/coupon-pools"],
    ["timestamp", String(Math.floor(Date.now() / 1000) - (request.age ?? 0))],
  ];
  const values = new Map<string, string[]>();
  for (const [name, value] of signed) values.set(name, [...(values.get(name) ?? []), value]);
  const message = [...values]
    .map(([name, list]) => `${name}=${list.join(",")}`)
    .sort()
    .join("");
  const signature = createHmac("sha256", request.secret ?? testApp.apiSecret)
    .update(message)
    .digest("hex");
  const query = new URLSearchParams([...signed, ["signature", signature]]);
  for (const [name, value] of Object.entries(request.sent ?? {})) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  return `${query}${request.more ?? ""}`;
}

async function checkoutToken(shopDomain: string, request: FromCheckout): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const { token } = await getJwt(shopDomain, testApp.apiKey, request.secret ?? testApp.apiSecret, {
    dest: shopDomain,
    iat: now,
    nbf: now,
    exp: now + 300,
    // As in checkout: no issuer, and no subject for a guest.
    iss: undefined as unknown as string,
    sub: (request.customer === undefined
      ? undefined
      : `gid://shopify/Customer/${request.customer}`) as string,
    ...request.claims,
  });
  return token;
}
