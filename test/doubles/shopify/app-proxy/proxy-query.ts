import { createHmac, randomBytes } from "node:crypto";
import { now } from "../clock/now";
import type { FaultKind } from "../faults/fault";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";

const STRANGER = "never-installed.myshopify.com";
const NO_CUSTOMER = "1";
/** Far more than the 90 seconds that Shopify's library tolerates. */
const OLD_SECONDS = 600;

/** What Shopify adds to the query. A buyer can't set them: values of theirs are replaced (assumed). */
const ADDED = ["shop", "path_prefix", "timestamp", "logged_in_customer_id", "signature"];

export interface ProxyVisit {
  readonly shop: Shop;
  /** The signed-in customer; null for guests. */
  readonly customerId: string | null;
  /** `/apps/coupons` */
  readonly pathPrefix: string;
  /** The buyer's own query. */
  readonly query: URLSearchParams;
}

/** The query with which Shopify forwards a visit to the app, with a fault if one is asked for. */
export function proxyQuery(
  sandbox: Sandbox,
  { shop, customerId, pathPrefix, query }: ProxyVisit,
  fault: FaultKind | undefined,
): URLSearchParams {
  const asked = [...query].filter(([name]) => !ADDED.includes(name));
  const seconds = Math.floor(now(sandbox) / 1000) - (fault === "old-timestamp" ? OLD_SECONDS : 0);
  const sent = new URLSearchParams([
    ...asked,
    ...(fault === "repeated-keys" ? [["shop", STRANGER]] : []),
    ["shop", fault === "foreign-shop" ? STRANGER : shop.domain],
    ["logged_in_customer_id", fault === "unknown-customer" ? NO_CUSTOMER : (customerId ?? "")],
    ["path_prefix", pathPrefix],
    ["timestamp", String(seconds)],
  ]);
  if (fault === "no-signature") return sent;
  const signature =
    fault === "wrong-signature"
      ? randomBytes(32).toString("hex")
      : signature256(sent, sandbox.settings.app.apiSecret);
  return new URLSearchParams([...sent, ["signature", signature]]);
}

/**
 * Shopify's signature of a proxied query, in hexadecimal: `name=value` of each name, sorted, without
 * anything in between. Values of a repeated name are joined by commas (documented).
 */
function signature256(query: URLSearchParams, secret: string): string {
  const signed = [...new Set(query.keys())]
    .map((name) => `${name}=${query.getAll(name).join(",")}`)
    .sort()
    .join("");
  return createHmac("sha256", secret).update(signed).digest("hex");
}
