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
 * A page of the shop's orders that changed at `updatedSince` or later, those that changed longest ago
 * first. Shopify keeps whole seconds, shows an app the orders of the last 60 days, and moves an order
 * that changes meanwhile to the end: nothing is passed over.
 */
export async function listOrders(
  ask: SendRequest,
  { updatedSince, cursor, limit }: { updatedSince: Date; cursor: string | null; limit: number },
): Promise<Result<OrderPage, PlatformFailure>> {
  const answer = await ask(ordersQuery, {
    first: limit,
    after: cursor,
    query: `updated_at:>='${updatedSince.toISOString()}' status:any`,
  });
  if (!answer.ok) return answer;
  const { nodes, pageInfo } = answer.value.orders;
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

/** Of a partially refunded order only its lines tell whether all items were returned. */
function refundedInList(status: string | null): boolean | null {
  return status === "PARTIALLY_REFUNDED" ? null : status === "REFUNDED";
}
