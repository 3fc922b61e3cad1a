import { connection } from "../graphql/connection";
import type { Args, ResponseObject } from "../graphql/context";
import type { SortKeys } from "../graphql/sort-items";
import { gid } from "../shops/gid";
import type { Shop } from "../shops/shop";
import { findCode } from "./codes/code-index";
import { searchCodes } from "./codes/selected-codes";
import type { Discount, RedeemCode } from "./discount";

const sortKeys: SortKeys<RedeemCode> = { CODE: ({ code }) => code.toLowerCase() };

export const codeConnection = (args: Args, shop: Shop, discount: Discount): ResponseObject =>
  connection(
    { ...args, query: null },
    {
      type: "DiscountRedeemCode",
      items: searchCodes(shop, discount, args["query"]),
      ascending: true,
      present: presentRedeemCode,
      sortKeys,
    },
  );

export const presentRedeemCode = ({ id, code, countedUsage }: RedeemCode): ResponseObject => ({
  __typename: "DiscountRedeemCode",
  id: gid("DiscountRedeemCode", id),
  code,
  asyncUsageCount: countedUsage,
});

export const usageOf = ({ codes }: Discount): number =>
  codes.reduce((sum, { countedUsage }) => sum + countedUsage, 0);

/** The discount of a code in the shop, ignoring case. */
export const findByCode = (shop: Shop, code: string): Discount | undefined =>
  findCode(shop, code)?.discount;
