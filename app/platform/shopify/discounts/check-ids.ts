import type { DiscountItems, DiscountTerms } from "../../discount-terms";
import type { DiscountProblem } from "../../platform-failure";
import { gidNumber } from "../graphql/gid";

/** Shopify's limit per list. It rejects longer lists, and IDs of the wrong type, as a whole. */
const maxListLength = 250;

/** Problems with IDs that Shopify wouldn't report by field. */
export function checkIds({ items, customers, value }: DiscountTerms): DiscountProblem[] {
  const lists: [field: string, kind: string, ids: readonly string[]][] = [["items", ...of(items)]];
  if (value.kind === "buy_x_get_y") {
    lists.push(
      ["value.buyItems", ...of(value.buyItems)],
      ["value.getItems", ...of(value.getItems)],
    );
  }
  if (customers.kind !== "all") {
    const kind = customers.kind === "customers" ? "Customer" : "Segment";
    lists.push(["customers", kind, customers.ids]);
  }
  return lists.flatMap(([field, kind, ids]) => {
    if (ids.length > maxListLength) {
      return [{ field, message: `Choose no more than ${maxListLength}.` }];
    }
    const wrong = ids.some((id) => gidNumber(id, kind) === undefined);
    return wrong ? [{ field, message: "Something you selected no longer exists." }] : [];
  });
}

const of = (items: DiscountItems): [kind: string, ids: readonly string[]] =>
  items.kind === "all"
    ? ["", []]
    : [items.kind === "products" ? "Product" : "Collection", items.ids];
