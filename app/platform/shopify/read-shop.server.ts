import type { Result } from "../../core/result";
import { success } from "../../core/result";
import type { PlatformShop } from "../platform";
import type { PlatformFailure } from "../platform-failure";
import type { Ask } from "./graphql/admin-client.server";
import { graphql } from "./graphql/operation";

const shopQuery = graphql(
  `query ReadShop {
    shop {
      name
      email
      ianaTimezone
      currencyCode
    }
  }`,
  { cost: 1 },
);

/** The shop as Shopify's Admin API describes it. */
export async function readShop(ask: Ask): Promise<Result<PlatformShop, PlatformFailure>> {
  const answer = await ask(shopQuery, {});
  if (!answer.ok) return answer;
  const { name, email, ianaTimezone, currencyCode } = answer.value.shop;
  return success({ name, email, timeZone: ianaTimezone, currency: currencyCode });
}
