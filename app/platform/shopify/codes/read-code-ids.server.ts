import type { Result } from "../../../core/result";
import { success } from "../../../core/result";
import type { FoundCode } from "../../platform";
import type { PlatformFailure } from "../../platform-failure";
import type { SendRequest } from "../graphql/admin-client.server";
import { gidNumber } from "../graphql/gid";
import { inGroups } from "../graphql/in-groups";
import { graphql } from "../graphql/operation";

const codeIdsQuery = graphql(
  `query ReadCodeIds($discountId: ID!, $search: String!) {
    node(id: $discountId) {
      __typename
      ... on DiscountCodeNode {
        codeDiscount {
          __typename
          ... on DiscountCodeBasic { codes(first: 250, query: $search) { ...Ids } }
          ... on DiscountCodeBxgy { codes(first: 250, query: $search) { ...Ids } }
          ... on DiscountCodeFreeShipping { codes(first: 250, query: $search) { ...Ids } }
          ... on DiscountCodeApp { codes(first: 250, query: $search) { ...Ids } }
        }
      }
    }
  }
  fragment Ids on DiscountRedeemCodeConnection {
    nodes { id code }
  }`,
  { cost: 15 },
);
const codesPerCall = 50;

/**
 * IDs of codes, keyed by lowercase code, as far as Shopify's search within their discounts finds
 * them. Skips codes with a quotation mark or backslash, which can't be searched for.
 */
export async function readCodeIds(
  send: SendRequest,
  found: ReadonlyMap<string, FoundCode>,
): Promise<Result<Map<string, string>, PlatformFailure>> {
  const byDiscount = new Map<string, string[]>();
  for (const [key, { discountId }] of found) {
    if (/["\\]/.test(key)) continue;
    byDiscount.set(discountId, [...(byDiscount.get(discountId) ?? []), key]);
  }
  const numbers = new Map<string, string>();
  for (const [discountId, keys] of byDiscount) {
    for (const group of inGroups(keys, codesPerCall)) {
      const search = group.map(quoted).join(" OR ");
      const response = await send(codeIdsQuery, { discountId, search });
      if (!response.ok) return response;
      const { node } = response.value;
      if (node?.__typename !== "DiscountCodeNode") continue;
      for (const { id, code } of node.codeDiscount.codes.nodes) {
        const number = gidNumber(id, "DiscountRedeemCode");
        if (number) numbers.set(code.toLowerCase(), number);
      }
    }
  }
  return success(numbers);
}

const quoted = (code: string): string => `"${code}"`;
