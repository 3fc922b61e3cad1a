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

/** Reads the shop from the Admin API. `scopes`: those the app needs. */
export async function readShop(
  send: SendRequest,
  scopes: readonly string[] = [],
): Promise<Result<PlatformShop, PlatformFailure>> {
  const response = await send(shopQuery, {});
  if (!response.ok) return response;
  const { name, email, ianaTimezone, currencyCode } = response.value.shop;
  const granted = response.value.currentAppInstallation.accessScopes.map(({ handle }) => handle);
  // Write access includes read access; Shopify may list only the former.
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
