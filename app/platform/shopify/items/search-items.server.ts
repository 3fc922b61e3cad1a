import type { Result } from "../../../core/result";
import { success } from "../../../core/result";
import type { FoundItems, ItemSearch } from "../../platform";
import type { PlatformFailure } from "../../platform-failure";
import type { SendRequest } from "../graphql/admin-client.server";
import { graphql } from "../graphql/operation";
import { requestPage } from "../graphql/request-page";
import { searchText } from "../graphql/search-text";

const productsQuery = graphql(
  `query SearchProducts($search: String!, $after: String) {
    found: products(first: 25, query: $search, after: $after, sortKey: TITLE) {
      nodes { id title vendor }
      pageInfo { hasNextPage endCursor }
    }
  }`,
  { cost: 8 },
);
const collectionsQuery = graphql(
  `query SearchCollections($search: String!, $after: String) {
    found: collections(first: 25, query: $search, after: $after, sortKey: TITLE) {
      nodes { id title }
      pageInfo { hasNextPage endCursor }
    }
  }`,
  { cost: 8 },
);
const customersQuery = graphql(
  `query SearchCustomers($search: String!, $after: String) {
    found: customers(first: 25, query: $search, after: $after, sortKey: NAME) {
      nodes { id displayName defaultEmailAddress { emailAddress } }
      pageInfo { hasNextPage endCursor }
    }
  }`,
  { cost: 14 },
);
const segmentsQuery = graphql(
  `query SearchSegments($search: String!, $after: String) {
    found: segments(first: 25, query: $search, after: $after) {
      nodes { id name }
      pageInfo { hasNextPage endCursor }
    }
  }`,
  { cost: 8 },
);

/** A page of items, customers or segments that a discount can apply to, by part of the title. */
export async function searchItems(
  send: SendRequest,
  { kind, search, cursor }: ItemSearch,
): Promise<Result<FoundItems, PlatformFailure>> {
  const variables = { search: searchText(search), after: cursor };
  switch (kind) {
    case "products":
      return page(await requestPage(send, productsQuery, variables), ({ id, title, vendor }) => ({
        id,
        title,
        ...(vendor && { detail: vendor }),
      }));
    case "collections":
      return page(await requestPage(send, collectionsQuery, variables), ({ id, title }) => ({
        id,
        title,
      }));
    case "customers":
      return page(await requestPage(send, customersQuery, variables), (customer) => {
        const email = customer.defaultEmailAddress?.emailAddress;
        return { id: customer.id, title: customer.displayName, ...(email && { detail: email }) };
      });
    case "segments":
      return page(await requestPage(send, segmentsQuery, variables), ({ id, name }) => ({
        id,
        title: name,
      }));
  }
}

interface Found<Node> {
  found: { nodes: Node[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}

function page<Node>(
  response: Result<Found<Node>, PlatformFailure>,
  item: (node: Node) => FoundItems["items"][number],
): Result<FoundItems, PlatformFailure> {
  if (!response.ok) return response;
  const { nodes, pageInfo } = response.value.found;
  const nextCursor = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  return success({ items: nodes.map(item), nextCursor });
}
