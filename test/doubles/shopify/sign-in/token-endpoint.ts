import { takeFault } from "../faults/take-fault";
import { json, notFound } from "../http/answers";
import type { Route, RouteCall } from "../http/route";
import { findShop } from "../shops/find-shop";
import type { Shop } from "../shops/shop";
import { exchangeToken } from "./exchange-token";
import { refreshToken } from "./refresh-token";
import { refuse } from "./refuse";

/** `POST https://{shop}/admin/oauth/access_token` */
export const tokenEndpoint: Route = {
  method: "POST",
  path: "/shops/:shop/admin/oauth/access_token",
  handle: async (call) => {
    const shop = findShop(call.sandbox, call.params["shop"] ?? "");
    if (!shop) return notFound();
    const body = await readBody(call.request);
    const isRefresh = body["grant_type"] === "refresh_token";
    const fault = takeFault(call.sandbox, shop.domain, "oauth", [
      isRefresh ? "refresh" : "exchange",
    ]);
    if (fault?.kind === "timeout") return "never-answer";
    if (fault?.kind === "5xx") return json({ errors: "Internal Server Error" }, 503);
    if (fault?.kind === "throttle") return json({ errors: "Too Many Requests" }, 429, retryAfter);
    const response = grant(call, shop, body);
    if (fault?.kind === "no-lifetime") return withoutLifetime(response);
    return fault?.kind === "lost-answer" ? "cut-connection" : response;
  },
};

const retryAfter = { "retry-after": "2.0" };

/** Live shops sometimes omit `expires_in` (Shopify/shopify-app-js#3400). */
async function withoutLifetime(response: Response): Promise<Response> {
  const { expires_in: _, ...rest } = (await response.json()) as Record<string, unknown>;
  return json(rest, response.status);
}

function grant({ sandbox }: RouteCall, shop: Shop, body: Record<string, string>): Response {
  const { apiKey, apiSecret } = sandbox.settings.app;
  if (body["client_id"] !== apiKey) return refuse("application_cannot_be_found");
  if (body["client_secret"] !== apiSecret) return refuse("invalid_client", 401);
  switch (body["grant_type"]) {
    case "urn:ietf:params:oauth:grant-type:token-exchange":
      return exchangeToken(sandbox, shop, body);
    case "refresh_token":
      return refreshToken(sandbox, shop, body["refresh_token"] ?? "");
    default:
      return refuse("unsupported_grant_type");
  }
}

/** Shopify accepts both JSON and form bodies here. */
async function readBody(request: Request): Promise<Record<string, string>> {
  const text = await request.text();
  if (!request.headers.get("content-type")?.includes("json")) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
