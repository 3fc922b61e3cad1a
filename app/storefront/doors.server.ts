import type { VerifiedShopper, VerifyShopper } from "../platform/shopify/verify-shopper.server";
import type { MachineRequest } from "../server/machine-request.server";
import type { StorefrontProblem } from "./storefront-problem";

/** A way in for shoppers: how it knows who they are, and what it adds to its responses. */
export interface Door {
  below: string;
  headers: Record<string, string>;
  /** The problem of a request that isn't verified. */
  rejection: StorefrontProblem["kind"];
  verify(
    verifyShopper: VerifyShopper,
    request: MachineRequest,
    query: URLSearchParams,
  ): Promise<VerifiedShopper | undefined>;
}

/** A checkout runs extensions in workers whose origin may be `null`. The token is what counts. */
const anyOrigin = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "GET",
  "Access-Control-Allow-Headers": "Authorization, Content-Type",
  "Access-Control-Expose-Headers": "X-Request-Id, Retry-After",
  "Access-Control-Max-Age": "7200",
};

export const doors = {
  /** The online store: Shopify forwards and signs what the theme's pages ask. */
  proxy: {
    below: "/storefront/proxy",
    headers: {},
    rejection: "signature_invalid",
    verify: ({ proxied }, _, query) => proxied(query),
  },
  /** The checkout: extensions call the app themselves, with a session token from Shopify. */
  checkout: {
    below: "/storefront/checkout",
    headers: anyOrigin,
    rejection: "token_invalid",
    verify: ({ checkout }, { headers }) => checkout(headers.get("Authorization")),
  },
} satisfies Record<string, Door>;
