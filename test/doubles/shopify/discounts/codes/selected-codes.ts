import { firstFrom } from "../../graphql/compare-ids";
import { searchItems } from "../../graphql/search-items";
import type { Shop } from "../../shops/shop";
import type { Discount, RedeemCode } from "../discount";
import { codeSearch } from "./code-search";
import { exactCode } from "./exact-code";

/** Selects a discount's codes by the numeric parts of their IDs or by a search. */
export type CodeSelection = { ids: string[] } | { search: string };

export function selectedCodes(
  shop: Shop,
  discount: Discount,
  selection: CodeSelection,
): readonly RedeemCode[] {
  if ("search" in selection) return searchCodes(shop, discount, selection.search);
  return selection.ids.flatMap((id) => {
    const code = discount.codes[firstFrom(discount.codes, id, "at")];
    return code?.id === id ? [code] : [];
  });
}

/** The codes that match a `query`, ascending. A full code is looked up in the index. */
export function searchCodes(shop: Shop, discount: Discount, query: unknown): readonly RedeemCode[] {
  const exact = exactCode(shop, query);
  if (exact === undefined) return searchItems(discount.codes, query, codeSearch);
  return exact?.discount === discount ? [exact.code] : [];
}
