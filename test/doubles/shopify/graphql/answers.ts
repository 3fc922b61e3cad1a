import type { Shop } from "../shops/shop";
import type { ResponseObject } from "./context";

// Small objects that many responses contain.
export const money = (shop: Pick<Shop, "currency">, amount: string): ResponseObject => ({
  __typename: "MoneyV2",
  amount: decimal(amount),
  currencyCode: shop.currency,
});

/** Formats a decimal like Shopify, with at least one fraction digit and no trailing zeros: "10.0", "19.9". */
const decimal = (amount: string): string =>
  Number.isInteger(Number(amount)) ? Number(amount).toFixed(1) : String(Number(amount));

/** A count up to `limit`, with the precision "at least" if it reaches the limit (recorded). */
export function count(total: number, limit: unknown = null): ResponseObject {
  const capped = typeof limit === "number" && total >= limit;
  return {
    __typename: "Count",
    count: capped ? limit : total,
    precision: capped ? "AT_LEAST" : "EXACT",
  };
}
