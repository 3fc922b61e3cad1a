import type { BasicDiscount, Discount } from "../../discounts/discount";
import type { Shop } from "../../shops/shop";
import { shareOf, split, toMinor } from "../money";
import type { OrderDiscount } from "../order";
import { bxgyWorth } from "./bxgy-worth";
import type { CartLine } from "./cart";
import { isEntitled } from "./entitled-lines";

type Applied = Pick<OrderDiscount, "allocationMethod" | "targetSelection" | "targetType" | "value">;

export interface Worth {
  applied: Applied;
  /** The amount off each line, in minor units. */
  lines: number[];
  shipping: number;
}

/**
 * The amount that a discount takes off. `left` is the price of each line after previous discounts. No
 * price goes below 0.
 */
export function discountWorth(
  shop: Shop,
  discount: Discount,
  lines: readonly CartLine[],
  left: readonly number[],
  shippingLeft: number,
): Worth {
  switch (discount.kind) {
    case "basic":
      return basicWorth(shop, discount, lines, left);
    case "bxgy": {
      const off = bxgyWorth(shop, discount, lines);
      const { value } = discount.gets;
      return {
        applied: {
          allocationMethod: "EACH",
          targetSelection: "ENTITLED",
          targetType: "LINE_ITEM",
          value:
            value.kind === "amount"
              ? { amount: toMinor(shop.currency, value.amount) }
              : { percentage: value.percentage * 100 },
        },
        lines: off.map((amount, index) => Math.min(amount, left[index] ?? 0)),
        shipping: 0,
      };
    }
    case "free-shipping":
      return {
        applied: {
          allocationMethod: "EACH",
          targetSelection: "ALL",
          targetType: "SHIPPING_LINE",
          value: { percentage: 100 },
        },
        lines: lines.map(() => 0),
        shipping: shippingLeft,
      };
    case "app":
      return {
        applied: {
          allocationMethod: "ACROSS",
          targetSelection: "ALL",
          targetType: "LINE_ITEM",
          value: { amount: 0 },
        },
        lines: lines.map(() => 0),
        shipping: 0,
      };
  }
}

function basicWorth(
  shop: Shop,
  { value, items }: BasicDiscount,
  lines: readonly CartLine[],
  left: readonly number[],
): Worth {
  const entitled = lines.map((line) => isEntitled(shop, items, line));
  const base = left.map((amount, index) => (entitled[index] ? amount : 0));
  const total = base.reduce((sum, amount) => sum + amount, 0);
  const eachItem = value.kind === "amount" && value.onEachItem;
  const applied: Applied = {
    allocationMethod: eachItem ? "EACH" : "ACROSS",
    targetSelection: items.kind === "all" ? "ALL" : "ENTITLED",
    targetType: "LINE_ITEM",
    value:
      value.kind === "amount"
        ? { amount: toMinor(shop.currency, value.amount) }
        : { percentage: Math.round(value.percentage * 1e6) / 1e4 },
  };
  const amount = value.kind === "amount" ? toMinor(shop.currency, value.amount) : 0;
  if (eachItem) {
    const each = lines.map(({ quantity }, index) => Math.min(base[index] ?? 0, amount * quantity));
    return { applied, lines: each, shipping: 0 };
  }
  const off = value.kind === "amount" ? Math.min(amount, total) : shareOf(total, value.percentage);
  return { applied, lines: split(off, base), shipping: 0 };
}
