import type { GraphqlContext } from "../graphql/context";
import { numberOf, type SearchTerms, timeOf, wholeText, wordsOf } from "../graphql/search-items";
import type { SortKeys } from "../graphql/sort-items";
import type { Discount } from "./discount";
import { discountClasses } from "./discount-class";
import { discountStatus } from "./discount-status";
import { usageOf } from "./redeem-codes";

export const discountSortKeys: SortKeys<Discount> = {
  TITLE: ({ title }) => title.toLowerCase(),
  STARTS_AT: ({ startsAt }) => startsAt,
  // Discounts without an end come last. Not Infinity, because a cursor can't contain it.
  ENDS_AT: ({ endsAt }) => endsAt ?? Number.MAX_SAFE_INTEGER,
  CREATED_AT: ({ createdAt }) => createdAt,
  UPDATED_AT: ({ updatedAt }) => updatedAt,
};

export const searchDiscounts = ({
  sandbox,
}: Pick<GraphqlContext, "sandbox">): SearchTerms<Discount> => ({
  default: wordsOf((discount) => [discount.title, ...searchableCodes(discount)]),
  title: wordsOf(({ title }) => [title]),
  code: wholeText(searchableCodes),
  status: wholeText((discount) => [discountStatus(sandbox, discount)]),
  method: wholeText(({ method }) => [method]),
  discount_class: wholeText(discountClasses),
  discount_type: wholeText(discountTypes),
  tag: wholeText(({ tags }) => tags),
  type: wholeText((discount) => discountTypes(discount).map((type) => OLDER_TYPES[type] ?? type)),
  times_used: numberOf(usageOf),
  starts_at: timeOf(({ startsAt }) => startsAt),
  ends_at: timeOf(({ endsAt }) => endsAt),
  created_at: timeOf(({ createdAt }) => createdAt),
  updated_at: timeOf(({ updatedAt }) => updatedAt),
});

/** Discounts with several codes can't be searched by code, only looked up with `…ByCode`. */
const searchableCodes = ({ codes }: Discount): string[] =>
  codes.length === 1 ? codes.map(({ code }) => code) : [];

/** What `type` calls a `discount_type`, if it is another word. */
const OLDER_TYPES: Readonly<Record<string, string>> = { bogo: "bxgy" };

function discountTypes(discount: Discount): string[] {
  switch (discount.kind) {
    case "basic":
      return [discount.value.kind === "amount" ? "fixed_amount" : "percentage"];
    case "bxgy":
      return ["bogo"];
    case "free-shipping":
      return ["free_shipping"];
    case "app":
      return ["app"];
  }
}
