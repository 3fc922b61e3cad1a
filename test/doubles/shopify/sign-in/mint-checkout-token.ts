import { randomUUID } from "node:crypto";
import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import { gid } from "../shops/gid";
import type { Shop } from "../shops/shop";
import { base64url, signJwt } from "./mint-session-token";
import { seesCustomers } from "./sees-customers";

// Documented.
const CHECKOUT_TOKEN_SECONDS = 300;

/**
 * The session token of an extension at checkout. Unlike the admin's, `dest` has no protocol and there
 * is no `sid`. `sub` is the signed-in customer, if the app may read customers (all documented). `iss`
 * was added later and isn't documented, so its value is assumed.
 */
export function mintCheckoutToken(sandbox: Sandbox, shop: Shop, customerId: string | null): string {
  const issuedAt = Math.floor(now(sandbox) / 1000);
  const claims = {
    iss: `https://${shop.domain}/checkouts`,
    dest: shop.domain,
    aud: sandbox.settings.app.apiKey,
    exp: issuedAt + CHECKOUT_TOKEN_SECONDS,
    nbf: issuedAt,
    iat: issuedAt,
    jti: randomUUID(),
    ...(customerId !== null && seesCustomers(shop) && { sub: gid("Customer", customerId) }),
  };
  const signed = `${base64url({ alg: "HS256", typ: "JWT" })}.${base64url(claims)}`;
  return `${signed}.${signJwt(signed, sandbox.settings.app.apiSecret)}`;
}
