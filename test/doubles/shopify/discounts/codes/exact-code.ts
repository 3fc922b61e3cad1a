import { parseSearch } from "../../graphql/parse-search";
import type { Shop } from "../../shops/shop";
import { type FoundCode, findCode } from "./code-index";

/** What a query finds that asks for one whole code; null if nothing, undefined if it asks more. */
export function exactCode(shop: Shop, query: unknown): FoundCode | null | undefined {
  if (typeof query !== "string" || query.trim() === "") return undefined;
  const search = parseSearch(query);
  if (search.kind !== "term") return undefined;
  const { term } = search;
  if (term.field !== "default" || term.prefix || term.value.includes(",")) return undefined;
  return findCode(shop, term.value) ?? null;
}
