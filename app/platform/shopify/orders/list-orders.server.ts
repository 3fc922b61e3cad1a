import type { Result } from "../../../core/result";
import { success } from "../../../core/result";
import type { PlatformFailure } from "../../platform-failure";
import type { OrderPage } from "../../platform-order";
import type { SendRequest } from "../graphql/admin-client.server";
import { graphql } from "../graphql/operation";

const ordersQuery = graphql(
  `query ListOrders($first: Int!, $after: String, $query: String!) {
    orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes {
        id
        updatedAt
        cancelledAt
        displayFinancialStatus
        discountCodes
        totalPriceSet { shopMoney { amount } }
        totalRefundedSet { shopMoney { amount } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }`,
  { cost: 13 },
);

/**
 * A page of orders changed at or after `updatedSince`, oldest change first. Shopify rounds to
 * seconds, shows apps the last 60 days of orders, and moves an order that changes meanwhile to the
 * end, so none is missed.
 */
export async function listOrders(
  send: SendRequest,
  { updatedSince, cursor, limit }: { updatedSince: Date; cursor: string | null; limit: number },
): Promise<Result<OrderPage, PlatformFailure>> {
  const response = await send(ordersQuery, {
    first: limit,
    after: cursor,
    query: `updated_at:>='${updatedSince.toISOString()}' status:any`,
  });
  if (!response.ok) return response;
  const { nodes, pageInfo } = response.value.orders;
  return success({
    orders: nodes.map((node) => ({
      id: node.id,
      updatedAt: new Date(node.updatedAt),
      cancelledAt: node.cancelledAt === null ? null : new Date(node.cancelledAt),
      total: node.totalPriceSet.shopMoney.amount,
      refunded: node.totalRefundedSet.shopMoney.amount,
      fullyRefunded: refundedInList(node.displayFinancialStatus),
      codes: node.discountCodes,
    })),
    nextCursor: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  });
}

/** For partially refunded orders, only the line items tell whether everything was returned. */
function refundedInList(status: string | null): boolean | null {
  return status === "PARTIALLY_REFUNDED" ? null : status === "REFUNDED";
}
