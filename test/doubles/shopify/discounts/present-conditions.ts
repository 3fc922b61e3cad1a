import { presentCustomer } from "../customers/present-customer";
import { presentSegment } from "../customers/present-segment";
import { money } from "../graphql/answers";
import type { GraphqlContext, ResponseObject } from "../graphql/context";
import type { CombinesWith, DiscountContext, DiscountMinimum } from "./discount";

/** Who may use the discount. `all` is the value for all buyers, which differs between two fields. */
export function presentBuyers(
  graphql: GraphqlContext,
  context: DiscountContext,
  all: ResponseObject,
): ResponseObject {
  const { customers, segments } = graphql.shop;
  switch (context.kind) {
    case "all":
      return all;
    case "customers":
      return {
        __typename: "DiscountCustomers",
        customers: () =>
          context.customerIds
            .flatMap((id) => customers[id] ?? [])
            .map((customer) => presentCustomer(graphql, customer)),
      };
    case "segments":
      return {
        __typename: "DiscountCustomerSegments",
        segments: () =>
          context.segmentIds
            .flatMap((id) => segments[id] ?? [])
            .map((segment) => presentSegment(graphql, segment)),
      };
  }
}

export const everyBuyer: ResponseObject = { __typename: "DiscountBuyerSelectionAll", all: "ALL" };
export const everyCustomer: ResponseObject = {
  __typename: "DiscountCustomerAll",
  allCustomers: true,
};

export function presentMinimum(
  { shop }: GraphqlContext,
  minimum: DiscountMinimum | null,
): ResponseObject | null {
  if (minimum === null) return null;
  return minimum.kind === "quantity"
    ? {
        __typename: "DiscountMinimumQuantity",
        greaterThanOrEqualToQuantity: String(minimum.quantity),
      }
    : {
        __typename: "DiscountMinimumSubtotal",
        greaterThanOrEqualToSubtotal: money(shop, minimum.amount),
      };
}

export const presentCombinesWith = (combines: CombinesWith): ResponseObject => ({
  __typename: "DiscountCombinesWith",
  ...combines,
  productDiscountsWithTagsOnSameCartLine: [],
});

/** Recorded: the list of countries is empty, and only the summary shows their number. */
export const presentDestination = (countries: string[] | null): ResponseObject =>
  countries === null
    ? { __typename: "DiscountCountryAll", allCountries: true }
    : { __typename: "DiscountCountries", countries: [], includeRestOfWorld: false };
