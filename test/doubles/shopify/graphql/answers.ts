import type { Shop } from "../shops/shop";
import type { Answer } from "./context";

/** Small objects that many answers hold. */
export const money = (shop: Pick<Shop, "currency">, amount: string): Answer => ({
  __typename: "MoneyV2",
  amount: decimal(amount),
  currencyCode: shop.currency,
});

/** Shopify writes no more digits than needed, and at least one: "10.0", "19.9". */
const decimal = (amount: string): string =>
  Number.isInteger(Number(amount)) ? Number(amount).toFixed(1) : String(Number(amount));

/** A count up to `limit`. One that reaches it is only said to be "at least" that many (recorded). */
export function count(total: number, limit: unknown = null): Answer {
  const capped = typeof limit === "number" && total >= limit;
  return {
    __typename: "Count",
    count: capped ? limit : total,
    precision: capped ? "AT_LEAST" : "EXACT",
  };
}
