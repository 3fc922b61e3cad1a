import type { Result } from "../../core/result";
import { success } from "../../core/result";
import type { PlatformShop } from "../platform";
import type { PlatformFailure } from "../platform-failure";
import type { SendRequest } from "./graphql/admin-client.server";
import { graphql } from "./graphql/operation";

const shopQuery = graphql(
  `query ReadShop {
    shop {
      name
      email
      ianaTimezone
      currencyCode
    }
    currentAppInstallation {
      accessScopes {
        handle
      }
    }
  }`,
  { cost: 3 },
);

/** The shop as Shopify's Admin API describes it. `scopes`: those that the app needs. */
export async function readShop(
  ask: SendRequest,
  scopes: readonly string[] = [],
): Promise<Result<PlatformShop, PlatformFailure>> {
  const answer = await ask(shopQuery, {});
  if (!answer.ok) return answer;
  const { name, email, ianaTimezone, currencyCode } = answer.value.shop;
  const granted = answer.value.currentAppInstallation.accessScopes.map(({ handle }) => handle);
  // Who may write may read; Shopify lists both or only the first.
  const missingScopes = scopes.filter(
    (scope) => !granted.includes(scope) && !granted.includes(scope.replace(/^read_/, "write_")),
  );
  return success({
    name,
    email,
    timeZone: ianaTimezone,
    currency: currencyCode,
    missingScopes,
  });
}
