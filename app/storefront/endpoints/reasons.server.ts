import { z } from "zod";
import { explainRefusals } from "../../features/guard/shopper/explain-refusals.server";
import { storefrontEndpoint } from "../storefront-route.server";
import { localeQuery } from "./locale-query";

/** As many as a checkout takes, without the one for shipping. */
const maxCodes = 5;
/** Shopify's longest code. */
const maxCodeLength = 255;

/** Why entered codes are refused, as far as this shopper may know. In the order that was asked. */
export const reasonsEndpoint = storefrontEndpoint(
  "reasons",
  z.object({
    locale: localeQuery,
    code: z
      .array(z.string().min(1).max(maxCodeLength), "Send at least one code.")
      .min(1)
      .max(maxCodes, `Ask about ${maxCodes} codes at most.`),
  }),
  async ({ services, shop, customerId, query }) => ({
    reasons: await explainRefusals(services, shop, {
      codes: query.code,
      customerId,
      language: query.locale,
    }),
  }),
);
