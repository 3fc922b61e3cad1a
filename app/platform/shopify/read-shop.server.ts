import { type GraphQLClient, gql } from "graphql-request";
import { z } from "zod";
import type { PlatformShop } from "../platform";

const shopQuery = gql`
  query ReadShop {
    shop {
      name
      email
      ianaTimezone
      currencyCode
    }
  }
`;

const answerSchema = z.object({
  shop: z.object({
    name: z.string(),
    email: z.string(),
    ianaTimezone: z.string(),
    currencyCode: z.string(),
  }),
});

/** The shop as Shopify's Admin API 2026-10 describes it. */
export async function readShop(client: GraphQLClient): Promise<PlatformShop> {
  const { shop } = answerSchema.parse(await client.request(shopQuery));
  return {
    name: shop.name,
    email: shop.email,
    timeZone: shop.ianaTimezone,
    currency: shop.currencyCode,
  };
}
