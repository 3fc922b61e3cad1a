import { searchItems } from "../../graphql/search-items";
import type { Sandbox } from "../../sandbox";
import type { Shop } from "../../shops/shop";
import type { Discount } from "../discount";
import { searchDiscounts } from "../search-discounts";

/** Which code discounts are meant: by the numeric parts of their ids, or by a search. */
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
