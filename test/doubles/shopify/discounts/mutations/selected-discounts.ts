import type { ResponseObject } from "../../graphql/context";
import { fieldsOf, parseSearch } from "../../graphql/parse-search";
import { isSearch, searchItems } from "../../graphql/search-items";
import type { Sandbox } from "../../sandbox";
import type { Shop } from "../../shops/shop";
import type { Discount } from "../discount";
import { searchDiscounts } from "../search-discounts";
import { userError } from "./user-error";

/** Selects code discounts by the numeric parts of their IDs or by a search. */
export type DiscountSelection = { ids: string[] } | { search: string };

export function selectedDiscounts(
  sandbox: Sandbox,
  shop: Shop,
  selection: DiscountSelection,
): readonly Discount[] {
  const discounts = Object.values(shop.discounts).filter(({ method }) => method === "code");
  return "ids" in selection
    ? discounts.filter(({ id }) => selection.ids.includes(id))
    : searchItems(discounts, selection.search, searchDiscounts({ sandbox }));
}

/** Search fields that work in lists of discounts but not in bulk mutations (recorded). */
const onlyInLists = ["code", "discount_class"];

/** Rejects a bulk mutation whose search has unknown fields. */
export function refuseSearch(sandbox: Sandbox, search: unknown): ResponseObject | undefined {
  if (!isSearch(search)) return undefined;
  const fields = ["id", ...Object.keys(searchDiscounts({ sandbox }))];
  const known = fields.filter((field) => !onlyInLists.includes(field));
  const wrong = [...new Set(fieldsOf(parseSearch(search)))].filter(
    (field) => !known.includes(field),
  );
  if (wrong.length === 0) return undefined;
  const message = `Invalid search field(s): ${wrong.join(", ")}. Check the query syntax.`;
  return userError(["search"], message, "INVALID");
}
