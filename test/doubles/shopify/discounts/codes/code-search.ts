import { numberOf, type SearchTerms, wholeText } from "../../graphql/search-items";
import type { RedeemCode } from "../discount";

/** What a `query` over codes may ask for. Shopify has no `code:` there: a code is a bare word. */
export const codeSearch: SearchTerms<RedeemCode> = {
  default: wholeText(({ code }) => [code]),
  times_used: numberOf(({ countedUsage }) => countedUsage),
};
