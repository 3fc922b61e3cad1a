import type { Shop } from "../../shops/shop";
import { toDecimal } from "../money";
import type { Order, OrderDiscount } from "../order";

type Payload = Record<string, unknown>;

/** The total amount of each of an order's discounts, over all lines and shipping. */
export const discountAmounts = (order: Order): number[] => {
  const allocations = [...order.lines, ...(order.shipping ? [order.shipping] : [])].flatMap(
    (line) => line.allocations,
  );
  return order.discounts.map((_discount, place) =>
    allocations
      .filter(({ discount }) => discount === place)
      .reduce((sum, { amount }) => sum + amount, 0),
  );
};

/** `discount_codes`: one entry per code with its amount. */
export function codePayloads({ currency }: Shop, order: Order): Payload[] {
  const amounts = discountAmounts(order);
  return order.discounts.flatMap((discount, place) =>
    discount.code === null
      ? []
      : {
          code: discount.code,
          amount: toDecimal(currency, amounts[place] ?? 0),
          type: type(discount),
        },
  );
}

const type = ({ targetType, value }: OrderDiscount): string => {
  if (targetType === "SHIPPING_LINE") return "shipping";
  return "percentage" in value ? "percentage" : "fixed_amount";
};

/** `discount_applications`, in the order that the indexes of allocations refer to. */
export const applicationPayloads = ({ currency }: Shop, order: Order): Payload[] =>
  order.discounts.map((discount) => ({
    target_type: discount.targetType.toLowerCase(),
    type: discount.kind === "code" ? "discount_code" : discount.kind,
    value:
      "percentage" in discount.value
        ? discount.value.percentage.toFixed(1)
        : toDecimal(currency, discount.value.amount),
    value_type: "percentage" in discount.value ? "percentage" : "fixed_amount",
    allocation_method: discount.allocationMethod.toLowerCase(),
    target_selection: discount.targetSelection.toLowerCase(),
    ...(discount.code === null ? { title: discount.title } : { code: discount.code }),
  }));
