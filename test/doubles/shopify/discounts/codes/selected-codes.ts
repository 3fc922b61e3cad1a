import { firstFrom } from "../../graphql/compare-ids";
import { searchItems } from "../../graphql/search-items";
import type { Shop } from "../../shops/shop";
import type { Discount, RedeemCode } from "../discount";
import { codeSearch } from "./code-search";
import { exactCode } from "./exact-code";

/** Which codes of a discount are meant: by the numeric parts of their ids, or by a search. */
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

/** The codes that a `query` finds, ascending. One whole code is looked up, not searched for. */
export function searchCodes(shop: Shop, discount: Discount, query: unknown): readonly RedeemCode[] {
  const exact = exactCode(shop, query);
  if (exact === undefined) return searchItems(discount.codes, query, codeSearch);
  return exact?.discount === discount ? [exact.code] : [];
}
