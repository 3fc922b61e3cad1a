import type { Result } from "../../../core/result";
import { success } from "../../../core/result";
import type { FoundCustomer } from "../../platform";
import type { PlatformFailure } from "../../platform-failure";
import type { SendRequest } from "../graphql/admin-client.server";
import { gidNumber } from "../graphql/gid";
import { graphql } from "../graphql/operation";

const findCustomersQuery = graphql(
  `query FindCustomers($search: String!) {
    customers(first: 25, query: $search) {
      nodes { id defaultEmailAddress { emailAddress } verifiedEmail }
    }
  }`,
  { cost: 14 },
);

export const customersPerSearch = 25;

/**
 * Looks up customers by their addresses. A quoted address is an exact match (docs). Shopify's search
 * lags a little behind (recorded), so a customer who was just created may be missing.
 */
export async function findCustomers(
  send: SendRequest,
  addresses: readonly string[],
): Promise<Result<FoundCustomer[], PlatformFailure>> {
  const search = addresses.map((address) => `email:"${address}"`).join(" OR ");
  const found = await send(findCustomersQuery, { search });
  if (!found.ok) return found;
  return success(
    found.value.customers.nodes.flatMap(({ id, defaultEmailAddress, verifiedEmail }) => {
      const customerId = gidNumber(id, "Customer");
      const email = defaultEmailAddress?.emailAddress;
      return customerId && email ? { customerId, email, verified: verifiedEmail } : [];
    }),
  );
}
