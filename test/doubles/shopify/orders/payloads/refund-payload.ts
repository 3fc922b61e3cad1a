import { gid } from "../../shops/gid";
import type { Shop } from "../../shops/shop";
import { toDecimal } from "../money";
import type { Order, Refund, RefundLine, Transaction } from "../order";
import { buyersCurrency, buyersMinor, tillOf } from "../till";
import { zonedTime } from "../zoned-time";
import { refundedLinePayload } from "./line-payload";
import { moneySet } from "./money-set";

type Payload = Record<string, unknown>;

/** A refund in `refunds/create` and in order payloads. */
export const refundPayload = (shop: Shop, order: Order, refund: Refund): Payload => ({
  id: BigInt(refund.id),
  order_id: BigInt(order.id),
  created_at: zonedTime(shop, refund.createdAt),
  note: refund.note,
  user_id: BigInt(shop.owner.id),
  processed_at: zonedTime(shop, refund.createdAt),
  duties: [],
  total_duties_set: moneySet(tillOf(shop, order), 0),
  return: null,
  refund_shipping_lines: [],
  restock: refund.lines.some(({ restockType }) => restockType !== "NO_RESTOCK"),
  admin_graphql_api_id: gid("Refund", refund.id),
  order_adjustments: adjustments(shop, order, refund),
  refund_line_items: refund.lines.map((line) => refundLine(shop, order, line)),
  transactions: order.transactions
    .filter(({ id }) => refund.transactionIds.includes(id))
    .map((transaction) => transactionPayload(shop, order, transaction)),
});

/** Refunds of something other than lines: here, shipping. */
function adjustments(shop: Shop, order: Order, refund: Refund): Payload[] {
  if (refund.shipping === 0) return [];
  return [
    {
      id: BigInt(refund.id),
      order_id: BigInt(order.id),
      refund_id: BigInt(refund.id),
      amount: toDecimal(shop.currency, -refund.shipping),
      tax_amount: toDecimal(shop.currency, 0),
      kind: "shipping_refund",
      reason: "Shipping refund",
      amount_set: moneySet(tillOf(shop, order), -refund.shipping),
      tax_amount_set: moneySet(tillOf(shop, order), 0),
    },
  ];
}

function refundLine(shop: Shop, order: Order, refunded: RefundLine): Payload {
  const line = order.lines.find(({ id }) => id === refunded.lineId);
  return {
    id: BigInt(refunded.id),
    quantity: refunded.quantity,
    line_item_id: BigInt(refunded.lineId),
    location_id: null,
    restock_type: refunded.restockType.toLowerCase(),
    subtotal: Number(toDecimal(shop.currency, refunded.subtotal)),
    total_tax: 0,
    subtotal_set: moneySet(tillOf(shop, order), refunded.subtotal),
    total_tax_set: moneySet(tillOf(shop, order), 0),
    line_item: line && refundedLinePayload(shop, tillOf(shop, order), line),
  };
}

/** A transaction. Its amount is in the currency of the payment, which is the buyer's. */
function transactionPayload(shop: Shop, order: Order, transaction: Transaction): Payload {
  const till = tillOf(shop, order);
  const paidIn = buyersCurrency(till);
  const nothing = (currency: string) => ({ amount: "0.0", currency });
  return {
    id: BigInt(transaction.id),
    order_id: BigInt(order.id),
    kind: transaction.kind.toLowerCase(),
    gateway: transaction.gateway,
    status: transaction.status.toLowerCase(),
    message: null,
    created_at: zonedTime(shop, transaction.createdAt),
    test: order.test,
    authorization: null,
    location_id: null,
    user_id: null,
    parent_id: transaction.parentId === null ? null : BigInt(transaction.parentId),
    processed_at: zonedTime(shop, transaction.createdAt),
    device_id: null,
    error_code: null,
    source_name: order.sourceName,
    receipt: {},
    amount: toDecimal(paidIn, buyersMinor(till, transaction.amount)),
    currency: paidIn,
    payment_id: `#${order.number}.1`,
    total_unsettled_set: {
      presentment_money: nothing(paidIn),
      shop_money: nothing(shop.currency),
    },
    manual_payment_gateway: false,
    amount_rounding: null,
    admin_graphql_api_id: gid("OrderTransaction", transaction.id),
  };
}
