import { isoTime } from "../../clock/now";
import { presentCustomer } from "../../customers/present-customer";
import { connection } from "../../graphql/connection";
import type { Args, GraphqlContext, ResponseObject } from "../../graphql/context";
import { gid } from "../../shops/gid";
import { type Order, orderCodes, orderName, type Refund, type Transaction } from "../order";
import { allocated, financialStatus, type OrderTotals, orderTotals } from "../order-totals";
import { confirmationNumber } from "../payloads/order-payload";
import { buyersCurrency, tillOf } from "../till";
import { moneyBag } from "./money-bag";
import { presentAllocations, presentApplication } from "./present-applications";
import { presentLine } from "./present-line";

// Orders, refunds and transactions link to each other, so they are presented in one file.

export function presentOrder(context: GraphqlContext, order: Order): ResponseObject {
  const { shop } = context;
  const totals = orderTotals(order);
  const codes = orderCodes(order);
  const customer = shop.customers[order.customerId ?? ""];
  return {
    __typename: "Order",
    id: gid("Order", order.id),
    legacyResourceId: order.id,
    name: orderName(order),
    number: order.number,
    confirmationNumber: confirmationNumber(order),
    confirmed: true,
    // An order is closed when it is canceled (recorded from live stores).
    closed: order.cancelledAt !== null,
    closedAt: order.cancelledAt === null ? null : isoTime(order.cancelledAt),
    email: order.email,
    phone: null,
    customer: () => (customer ? presentCustomer(context, customer) : null),
    test: order.test,
    note: order.note,
    // Recorded: always sorted.
    tags: order.tags.toSorted(),
    customAttributes: [],
    clientIp: null,
    sourceName: order.sourceName,
    edited: order.edited,
    cancelReason: order.cancelReason,
    cancelledAt: order.cancelledAt === null ? null : isoTime(order.cancelledAt),
    createdAt: isoTime(order.createdAt),
    processedAt: isoTime(order.createdAt),
    updatedAt: isoTime(order.updatedAt),
    currencyCode: shop.currency,
    presentmentCurrencyCode: buyersCurrency(tillOf(shop, order)),
    taxesIncluded: shop.currency === "EUR",
    displayFinancialStatus: financialStatus(order),
    displayFulfillmentStatus: "UNFULFILLED",
    fullyPaid: totals.outstanding === 0,
    refundable: totals.received > totals.refunded,
    discountCode: codes[0] ?? null,
    discountCodes: codes,
    discountApplications: (args: Args) =>
      connection(args, {
        type: "DiscountApplication",
        items: order.discounts.map((discount, index) => ({ id: String(index), discount })),
        present: ({ id, discount }) => presentApplication(shop, discount, Number(id)),
      }),
    lineItems: (args: Args) =>
      connection(args, {
        type: "LineItem",
        items: order.lines,
        present: (line) => presentLine(context, order, line),
      }),
    refunds: ({ first }: Args) =>
      upTo(order.refunds, first).map((refund) => presentRefund(context, order, refund)),
    transactions: ({ first }: Args) =>
      upTo(order.transactions, first).map((one) => presentTransaction(context, order, one)),
    billingAddress: presentOrderAddress(order, "billing"),
    shippingAddress: presentOrderAddress(order, "shipping"),
    shippingLine: presentShipping(context, order),
    ...presentTotals(context, order, totals),
  };
}

const upTo = <T>(items: readonly T[], first: unknown): readonly T[] =>
  typeof first === "number" ? items.slice(0, first) : items;

function presentTotals(
  { shop }: GraphqlContext,
  order: Order,
  totals: OrderTotals,
): Record<string, ResponseObject> {
  const bag = (minor: number): ResponseObject => moneyBag(tillOf(shop, order), minor);
  return {
    originalTotalPriceSet: bag(order.originalTotal),
    subtotalPriceSet: bag(totals.subtotal),
    totalPriceSet: bag(totals.total),
    totalDiscountsSet: bag(totals.discounts),
    totalShippingPriceSet: bag(totals.shipping),
    totalTaxSet: bag(0),
    totalReceivedSet: bag(totals.received),
    totalRefundedSet: bag(totals.refunded),
    currentSubtotalPriceSet: bag(totals.currentSubtotal),
    currentTotalPriceSet: bag(totals.currentTotal),
    currentTotalDiscountsSet: bag(totals.currentDiscounts),
  };
}

export const presentRefund = (
  context: GraphqlContext,
  order: Order,
  refund: Refund,
): ResponseObject => ({
  __typename: "Refund",
  id: gid("Refund", refund.id),
  legacyResourceId: refund.id,
  createdAt: isoTime(refund.createdAt),
  updatedAt: isoTime(refund.createdAt),
  note: refund.note,
  order: () => presentOrder(context, order),
  totalRefundedSet: moneyBag(
    tillOf(context.shop, order),
    order.transactions
      .filter(({ id }) => refund.transactionIds.includes(id))
      .reduce((sum, { amount }) => sum + amount, 0),
  ),
  refundLineItems: (args: Args) =>
    connection(args, {
      type: "RefundLineItem",
      items: refund.lines,
      present: (one) => presentRefundLine(context, order, one),
    }),
  transactions: (args: Args) =>
    connection(args, {
      type: "OrderTransaction",
      items: order.transactions.filter(({ id }) => refund.transactionIds.includes(id)),
      present: (one) => presentTransaction(context, order, one),
    }),
});

function presentRefundLine(
  context: GraphqlContext,
  order: Order,
  refunded: Refund["lines"][number],
): ResponseObject {
  const line = order.lines.find(({ id }) => id === refunded.lineId);
  const price = line?.price ?? 0;
  return {
    __typename: "RefundLineItem",
    id: gid("RefundLineItem", refunded.id),
    quantity: refunded.quantity,
    restockType: refunded.restockType,
    restocked: refunded.restockType !== "NO_RESTOCK",
    lineItem: () => line && presentLine(context, order, line),
    priceSet: moneyBag(tillOf(context.shop, order), price),
    subtotalSet: moneyBag(tillOf(context.shop, order), refunded.subtotal),
  };
}

function presentTransaction(
  context: GraphqlContext,
  order: Order,
  transaction: Transaction,
): ResponseObject {
  const parent = order.transactions.find(({ id }) => id === transaction.parentId);
  return {
    __typename: "OrderTransaction",
    id: gid("OrderTransaction", transaction.id),
    kind: transaction.kind,
    status: transaction.status,
    gateway: transaction.gateway,
    formattedGateway: transaction.gateway,
    errorCode: null,
    test: order.test,
    amountSet: moneyBag(tillOf(context.shop, order), transaction.amount),
    createdAt: isoTime(transaction.createdAt),
    processedAt: isoTime(transaction.createdAt),
    order: () => presentOrder(context, order),
    parentTransaction: () => (parent ? presentTransaction(context, order, parent) : null),
  };
}

function presentShipping({ shop }: GraphqlContext, order: Order): ResponseObject | null {
  const { shipping } = order;
  if (!shipping) return null;
  return {
    __typename: "ShippingLine",
    id: gid("ShippingLine", shipping.id),
    code: shipping.code,
    title: shipping.title,
    originalPriceSet: moneyBag(tillOf(shop, order), shipping.price),
    discountedPriceSet: moneyBag(
      tillOf(shop, order),
      shipping.price - allocated(shipping.allocations),
    ),
    discountAllocations: () => presentAllocations(shop, order, shipping.allocations),
  };
}

function presentOrderAddress(order: Order, use: "billing" | "shipping"): ResponseObject | null {
  const { address } = order;
  if (!address) return null;
  return {
    __typename: "MailingAddress",
    id: `${gid("MailingAddress", order.id)}?model_name=Address&use=${use}`,
    firstName: address.firstName,
    lastName: address.lastName,
    name: `${address.firstName} ${address.lastName}`.trim(),
    company: null,
    phone: null,
    address1: address.address1,
    address2: null,
    zip: address.zip,
    city: address.city,
    province: null,
    provinceCode: null,
    country: address.country,
    countryCode: address.countryCode,
    countryCodeV2: address.countryCode,
  };
}
