import { connection } from "../graphql/connection";
import type { Answer, Args } from "../graphql/context";
import { numberOf, type SearchTerms, wholeText } from "../graphql/search-items";
import type { SortKeys } from "../graphql/sort-items";
import { gid } from "../shops/gid";
import type { Shop } from "../shops/shop";
import type { Discount, RedeemCode } from "./discount";

export const codeSearch: SearchTerms<RedeemCode> = {
  default: wholeText(({ code }) => [code]),
  times_used: numberOf(({ usage }) => usage),
};

const sortKeys: SortKeys<RedeemCode> = { CODE: ({ code }) => code.toLowerCase() };

export const codeConnection = (args: Args, discount: Discount): Answer =>
  connection(args, {
    type: "DiscountRedeemCode",
    items: discount.codes,
    present: presentRedeemCode,
    sortKeys,
    search: codeSearch,
  });

const presentRedeemCode = ({ id, code, usage }: RedeemCode): Answer => ({
  __typename: "DiscountRedeemCode",
  id: gid("DiscountRedeemCode", id),
  code,
  asyncUsageCount: usage,
});

export const usageOf = ({ codes }: Discount): number =>
  codes.reduce((sum, { usage }) => sum + usage, 0);

/** The discount that a code redeems: without regard to case, over the whole shop. */
export function findByCode(shop: Shop, code: string): Discount | undefined {
  const wanted = code.toLowerCase();
  return Object.values(shop.discounts).find((discount) =>
    discount.codes.some((one) => one.code.toLowerCase() === wanted),
  );
}
