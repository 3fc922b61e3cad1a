import { parseSearch } from "../../graphql/parse-search";
import type { Shop } from "../../shops/shop";
import { type FoundCode, findCode } from "./code-index";

/** What a query finds that asks for one whole code; null if nothing, undefined if it asks more. */
export function exactCode(shop: Shop, query: unknown): FoundCode | null | undefined {
  if (typeof query !== "string" || query.trim() === "") return undefined;
  const [terms, ...others] = parseSearch(query);
  const [term, ...more] = terms ?? [];
  if (!term || others.length > 0 || more.length > 0) return undefined;
  if (term.field !== "default" || term.prefix || term.negated || term.value.includes(",")) {
    return undefined;
  }
  return findCode(shop, term.value) ?? null;
}
