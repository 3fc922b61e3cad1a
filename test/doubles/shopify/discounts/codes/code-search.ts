import { numberOf, type SearchTerms, wholeText } from "../../graphql/search-items";
import type { RedeemCode } from "../discount";

/** Search terms for codes. Shopify has no `code:` term here: a code is searched as a bare word. */
export const codeSearch: SearchTerms<RedeemCode> = {
  default: wholeText(({ code }) => [code]),
  times_used: numberOf(({ countedUsage }) => countedUsage),
};
