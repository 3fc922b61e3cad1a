import { parseSearch } from "../../graphql/parse-search";
import type { Shop } from "../../shops/shop";
import { type FoundCode, findCode } from "./code-index";

/** The code found by a query for exactly one full code. Null if not found, undefined for other queries. */
export function exactCode(shop: Shop, query: unknown): FoundCode | null | undefined {
  if (typeof query !== "string" || query.trim() === "") return undefined;
  const search = parseSearch(query);
  if (search.kind !== "term") return undefined;
  const { term } = search;
  if (term.field !== "default" || term.prefix || term.value.includes(",")) return undefined;
  return findCode(shop, term.value) ?? null;
}
