import type { DiscountItems, DiscountTerms } from "../../discount-terms";
import type { DiscountProblem } from "../../platform-failure";
import { gidNumber } from "../graphql/gid";

/** Shopify takes lists of up to 250, and ids of the right kind; it refuses others as a whole. */
const longestList = 250;

/** Problems with the ids in terms that Shopify would not even tell field by field. */
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
    if (ids.length > longestList) {
      return [{ field, message: `Choose no more than ${longestList}.` }];
    }
    const wrong = ids.some((id) => gidNumber(id, kind) === undefined);
    return wrong ? [{ field, message: "Something chosen here does not exist any more." }] : [];
  });
}

const of = (items: DiscountItems): [kind: string, ids: readonly string[]] =>
  items.kind === "all"
    ? ["", []]
    : [items.kind === "products" ? "Product" : "Collection", items.ids];
