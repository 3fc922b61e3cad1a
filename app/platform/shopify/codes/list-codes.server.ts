import type { Result } from "../../../core/result";
import { failure, success } from "../../../core/result";
import type { PlatformCode } from "../../platform";
import type { DiscountNotFound, PlatformFailure } from "../../platform-failure";
import { isDiscountId } from "../discounts/discount-id";
import type { SendRequest } from "../graphql/admin-client.server";
import { gidNumber } from "../graphql/gid";
import { graphql } from "../graphql/operation";
import { requestPage } from "../graphql/request-page";

const codesQuery = graphql(
  `query ListCodes($discountId: ID!, $first: Int!, $after: String) {
    node(id: $discountId) {
      __typename
      ... on DiscountCodeNode {
        codeDiscount {
          __typename
          ... on DiscountCodeBasic { codes(first: $first, after: $after) { ...Page } }
          ... on DiscountCodeBxgy { codes(first: $first, after: $after) { ...Page } }
          ... on DiscountCodeFreeShipping { codes(first: $first, after: $after) { ...Page } }
          ... on DiscountCodeApp { codes(first: $first, after: $after) { ...Page } }
        }
      }
    }
  }
  fragment Page on DiscountRedeemCodeConnection {
    nodes { id code }
    pageInfo { hasNextPage endCursor }
  }`,
  { cost: 15 },
);

/** A page of a discount's codes, oldest first, because Shopify sorts by ID. */
export async function listCodes(
  send: SendRequest,
  discountId: string,
  cursor: string | null,
  limit: number,
): Promise<
  Result<{ codes: PlatformCode[]; nextCursor: string | null }, DiscountNotFound | PlatformFailure>
> {
  if (!isDiscountId(discountId)) return failure({ kind: "discount_not_found" });
  const response = await requestPage(send, codesQuery, {
    discountId,
    first: limit,
    after: cursor,
  });
  if (!response.ok) return response;
  const { node } = response.value;
  if (node?.__typename !== "DiscountCodeNode") return failure({ kind: "discount_not_found" });
  const { nodes, pageInfo } = node.codeDiscount.codes;
  return success({
    codes: nodes.map(({ id, code }) => ({
      code,
      platformCodeId: gidNumber(id, "DiscountRedeemCode") ?? id,
    })),
    nextCursor: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  });
}
