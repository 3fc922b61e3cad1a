import type { Result } from "../../../core/result";
import { success } from "../../../core/result";
import type { ListedDiscounts } from "../../platform";
import type { PlatformFailure } from "../../platform-failure";
import type { SendRequest } from "../graphql/admin-client.server";
import { graphql } from "../graphql/operation";
import { requestPage } from "../graphql/request-page";
import { searchText } from "../graphql/search-text";
import { isDiscountId } from "./discount-id";
import { readDiscounts } from "./read-discounts.server";

const discountIdsQuery = graphql(
  `query ListDiscounts($first: Int!, $after: String, $search: String!) {
    discountNodes(
      first: $first
      after: $after
      query: $search
      sortKey: CREATED_AT
      reverse: true
    ) {
      nodes { id }
      pageInfo { hasNextPage endCursor }
    }
  }`,
  { cost: 13 },
);

/** A page of the shop's code discounts, newest first; `limit` is at most 250. */
export async function listDiscounts(
  send: SendRequest,
  { search, cursor, limit }: { search: string; cursor: string | null; limit: number },
): Promise<Result<ListedDiscounts, PlatformFailure>> {
  const response = await requestPage(send, discountIdsQuery, {
    first: limit,
    after: cursor,
    search: `method:code ${searchText(search)}`.trim(),
  });
  if (!response.ok) return response;
  const { nodes, pageInfo } = response.value.discountNodes;
  // The search index may still contain a discount that has become automatic.
  const ids = nodes.map(({ id }) => id).filter(isDiscountId);
  const read = await readDiscounts(send, ids);
  if (!read.ok) return read;
  const byId = new Map(read.value.map((discount) => [discount.id, discount]));
  return success({
    discounts: ids.flatMap((id) => byId.get(id) ?? []),
    nextCursor: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  });
}
