import type { Section } from "../server/router.server";
import { doors } from "./doors.server";
import { codesEndpoint } from "./endpoints/codes.server";
import { reasonsEndpoint } from "./endpoints/reasons.server";
import { type StorefrontEndpoint, storefrontRoute } from "./storefront-route.server";

/** All that shoppers can ask, through the app proxy and from the checkout. */
const endpoints: readonly StorefrontEndpoint[] = [codesEndpoint, reasonsEndpoint];

/** What shoppers reach, below `/storefront`. */
export const storefrontSection: Section = {
  below: "/storefront",
  routes: new Map(
    (["proxy", "checkout"] as const).flatMap((door) =>
      endpoints.map((endpoint) => [
        `${doors[door].below}/${endpoint.name}`,
        storefrontRoute(door, endpoint),
      ]),
    ),
  ),
  otherwise: storefrontRoute("proxy"),
};
