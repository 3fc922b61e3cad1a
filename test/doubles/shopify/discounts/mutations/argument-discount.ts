import type { GraphqlContext } from "../../graphql/context";
import { parseGid } from "../../shops/gid";
import type { Discount } from "../discount";

/** The discount of a method with the ID in an argument. Undefined for those of the other method. */
export function argumentDiscount(
  { shop }: GraphqlContext,
  id: unknown,
  method: Discount["method"] = "code",
): Discount | undefined {
  const { type, number = "" } = parseGid(String(id)) ?? {};
  const node = method === "code" ? "DiscountCodeNode" : "DiscountAutomaticNode";
  const discount = type === node ? shop.discounts[number] : undefined;
  return discount?.method === method ? discount : undefined;
}
