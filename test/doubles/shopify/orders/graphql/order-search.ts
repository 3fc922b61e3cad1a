import { numberOf, type SearchTerms, timeOf, wholeText, wordsOf } from "../../graphql/search-items";
import type { SortKeys } from "../../graphql/sort-items";
import type { Shop } from "../../shops/shop";
import { toDecimal } from "../money";
import { type Order, orderCodes, orderName } from "../order";
import { financialStatus, orderTotals } from "../order-totals";

// Shopify keeps whole seconds: "later than" a moment leaves out all of its second.
const seconds = (ms: number): number => Math.floor(ms / 1000) * 1000;

export const orderSortKeys: SortKeys<Order> = {
  CREATED_AT: ({ createdAt }) => createdAt,
  PROCESSED_AT: ({ createdAt }) => createdAt,
  UPDATED_AT: ({ updatedAt }) => updatedAt,
  ORDER_NUMBER: ({ number }) => number,
  TOTAL_PRICE: (order) => orderTotals(order).total,
  CURRENT_TOTAL_PRICE: (order) => orderTotals(order).currentTotal,
  FINANCIAL_STATUS: financialStatus,
};

export const orderSearch = (shop: Shop): SearchTerms<Order> => ({
  default: wordsOf((order) => [orderName(order), String(order.number), order.email]),
  name: wholeText((order) => [orderName(order), String(order.number)]),
  email: wholeText(({ email }) => [email]),
  discount_code: wholeText(orderCodes),
  customer_id: wholeText(({ customerId }) => [customerId]),
  financial_status: wholeText((order) => [financialStatus(order)]),
  source_name: wholeText(({ sourceName }) => [sourceName]),
  tag: wholeText(({ tags }) => tags),
  test: wholeText(({ test }) => [String(test)]),
  total_price: numberOf((order) => Number(toDecimal(shop.currency, orderTotals(order).total))),
  status: (order, term) => {
    switch (term.value.toLowerCase()) {
      case "any":
        return true;
      case "cancelled":
      case "closed":
        return order.cancelledAt !== null;
      case "open":
      case "not_closed":
        return order.cancelledAt === null;
      // Only cancelled orders are closed here.
      default:
        return false;
    }
  },
  created_at: timeOf(({ createdAt }) => seconds(createdAt)),
  processed_at: timeOf(({ createdAt }) => seconds(createdAt)),
  updated_at: timeOf(({ updatedAt }) => seconds(updatedAt)),
});
