import type { GraphqlContext } from "../../graphql/context";
import { parseGid } from "../../shops/gid";
import type { Discount } from "../discount";

/** The code discount with the ID in an argument. Undefined for automatic discounts. */
export function argumentDiscount({ shop }: GraphqlContext, id: unknown): Discount | undefined {
  const { type, number = "" } = parseGid(String(id)) ?? {};
  const discount = type === "DiscountCodeNode" ? shop.discounts[number] : undefined;
  return discount?.method === "code" ? discount : undefined;
}
