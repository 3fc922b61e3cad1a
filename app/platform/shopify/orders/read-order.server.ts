import { addDecimals } from "../../../core/decimal";
import type { Result } from "../../../core/result";
import { failure, success } from "../../../core/result";
import type { PlatformFailure } from "../../platform-failure";
import type { OrderNotFound, PlatformOrder } from "../../platform-order";
import type { SendRequest } from "../graphql/admin-client.server";
import { gidNumber } from "../graphql/gid";
import { graphql } from "../graphql/operation";
import { isFullyRefunded } from "./fully-refunded";

const orderQuery = graphql(
  `query ReadOrder($id: ID!, $after: String) {
    order(id: $id) {
      id
      name
      createdAt
      updatedAt
      cancelledAt
      test
      currencyCode
      email
      displayFinancialStatus
      customer { id defaultEmailAddress { emailAddress } }
      discountCodes
      totalPriceSet { shopMoney { amount } }
      totalRefundedSet { shopMoney { amount } }
      shippingLine { discountAllocations { ...Taken } }
      lineItems(first: 100, after: $after) {
        nodes { currentQuantity discountAllocations { ...Taken } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
  fragment Taken on DiscountAllocation {
    allocatedAmountSet { shopMoney { amount } }
    discountApplication { __typename ... on DiscountCodeApplication { code } }
  }`,
  { cost: 35 },
);

type ReadOrder = NonNullable<NonNullable<(typeof orderQuery)["types"]>["data"]["order"]>;
type Line = ReadOrder["lineItems"]["nodes"][number];
type Allocations = Line["discountAllocations"];

/**
 * Reads an order. A code's amount is the sum over line items and shipping, as in `discount_codes`
 * of the webhooks. Fails if the order doesn't exist.
 */
export async function readOrder(
  send: SendRequest,
  id: string,
): Promise<Result<PlatformOrder, OrderNotFound | PlatformFailure>> {
  if (gidNumber(id, "Order") === undefined) return failure({ kind: "order_not_found" });
  const lines: Line[] = [];
  const allocations: Allocations = [];
  for (let after: string | null = null; ; ) {
    const response: Result<{ order: ReadOrder | null }, PlatformFailure> = await send(orderQuery, {
      id,
      after,
    });
    if (!response.ok) return response;
    const order: ReadOrder | null = response.value.order;
    if (!order) return failure({ kind: "order_not_found" });
    if (after === null) allocations.push(...(order.shippingLine?.discountAllocations ?? []));
    lines.push(...order.lineItems.nodes);
    const page: ReadOrder["lineItems"]["pageInfo"] = order.lineItems.pageInfo;
    if (!page.hasNextPage || page.endCursor === null) {
      allocations.push(...lines.flatMap((line) => line.discountAllocations));
      return success(toDomain(order, lines, allocations));
    }
    after = page.endCursor;
  }
}

function toDomain(
  order: ReadOrder,
  lines: readonly Line[],
  allocations: Allocations,
): PlatformOrder {
  return {
    id: order.id,
    name: order.name,
    createdAt: new Date(order.createdAt),
    updatedAt: new Date(order.updatedAt),
    cancelledAt: order.cancelledAt === null ? null : new Date(order.cancelledAt),
    test: order.test,
    currency: order.currencyCode,
    total: order.totalPriceSet.shopMoney.amount,
    refunded: order.totalRefundedSet.shopMoney.amount,
    fullyRefunded: isFullyRefunded(
      order.displayFinancialStatus,
      lines.map(({ currentQuantity }) => currentQuantity),
    ),
    codes: order.discountCodes.map((code) => ({ code, amount: discountOf(code, allocations) })),
    email: order.email || null,
    customerId: order.customer?.id ?? null,
    customerEmail: order.customer?.defaultEmailAddress?.emailAddress ?? null,
  };
}

function discountOf(code: string, allocations: Allocations): string {
  const key = code.toLowerCase();
  return addDecimals(
    ...allocations.flatMap(({ allocatedAmountSet, discountApplication }) =>
      "code" in discountApplication && discountApplication.code.toLowerCase() === key
        ? [allocatedAmountSet.shopMoney.amount]
        : [],
    ),
  );
}
