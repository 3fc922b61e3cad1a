import { isoTime } from "../clock/now";
import { findFunction } from "../extensions/deployed-functions";
import { count, money } from "../graphql/answers";
import type { Args, GraphqlContext, ResponseObject } from "../graphql/context";
import { presentApp } from "../shops/present-app";
import type { AppDiscount, Discount, FreeShippingDiscount } from "./discount";
import { discountClasses } from "./discount-class";
import { discountStatus } from "./discount-status";
import { nodeId } from "./node-id";
import {
  everyBuyer,
  everyCustomer,
  presentBuyers,
  presentCombinesWith,
  presentDestination,
  presentMinimum,
} from "./present-conditions";
import { presentCustomerBuys, presentCustomerGets } from "./present-value";
import { codeConnection, usageOf } from "./redeem-codes";
import { shortSummary, summary } from "./summary";

/** The discount with the type for its method and kind, such as `DiscountCodeBasic`. */
export function presentDiscount(context: GraphqlContext, discount: Discount): ResponseObject {
  const shared = {
    ...common(context, discount),
    ...(discount.method === "code" ? codeOnly(context, discount) : automaticOnly(discount)),
  };
  const prefix = discount.method === "code" ? "DiscountCode" : "DiscountAutomatic";
  switch (discount.kind) {
    case "basic":
      return {
        ...shared,
        __typename: `${prefix}Basic`,
        summary: summary(context.shop, discount),
        shortSummary: shortSummary(context.shop, discount),
        customerGets: presentCustomerGets(context, discount, discount),
        minimumRequirement: presentMinimum(context, discount.minimum),
      };
    case "bxgy":
      return {
        ...shared,
        __typename: `${prefix}Bxgy`,
        id: nodeId("DiscountAutomaticNode", discount),
        summary: summary(context.shop, discount),
        customerBuys: presentCustomerBuys(context, discount),
        customerGets: presentCustomerGets(context, discount, discount.gets),
        usesPerOrderLimit: discount.usesPerOrderLimit,
      };
    case "free-shipping":
      return { ...shared, __typename: `${prefix}FreeShipping`, ...shipping(context, discount) };
    case "app":
      return { ...shared, __typename: `${prefix}App`, ...appParts(context, discount) };
  }
}

function common(context: GraphqlContext, discount: Discount): Record<string, unknown> {
  const classes = discountClasses(discount);
  return {
    title: discount.title,
    status: discountStatus(context.sandbox, discount),
    startsAt: isoTime(discount.startsAt),
    endsAt: discount.endsAt === null ? null : isoTime(discount.endsAt),
    createdAt: isoTime(discount.createdAt),
    updatedAt: isoTime(discount.updatedAt),
    context: presentBuyers(context, discount.context, everyBuyer),
    combinesWith: presentCombinesWith(discount.combinesWith),
    discountClass: classes[0] ?? "ORDER",
    discountClasses: classes,
    tags: discount.tags,
    asyncUsageCount: () => usageOf(discount),
    recurringCycleLimit: discount.recurringCycleLimit,
    appliesOnOneTimePurchase: discount.appliesOnOneTimePurchase,
    appliesOnSubscription: discount.appliesOnSubscription,
    hasTimelineComment: false,
  };
}

const codeOnly = (context: GraphqlContext, discount: Discount): Record<string, unknown> => ({
  codes: (args: Args) => codeConnection(args, context.shop, discount),
  codesCount: count(discount.codes.length),
  usageLimit: discount.usageLimit,
  appliesOncePerCustomer: discount.appliesOncePerCustomer,
  customerSelection: presentBuyers(context, discount.context, everyCustomer),
});

const automaticOnly = (discount: Discount): Record<string, unknown> => ({
  usageCount: () => usageOf(discount),
  // Never null for automatic discounts, where the default is one cycle.
  recurringCycleLimit: discount.recurringCycleLimit ?? 1,
});

const shipping = (
  context: GraphqlContext,
  discount: FreeShippingDiscount,
): Record<string, unknown> => ({
  summary: summary(context.shop, discount),
  shortSummary: shortSummary(context.shop, discount),
  minimumRequirement: presentMinimum(context, discount.minimum),
  maximumShippingPrice:
    discount.maximumShippingPrice === null
      ? null
      : money(context.shop, discount.maximumShippingPrice),
  destinationSelection: presentDestination(discount.countries),
});

function appParts(context: GraphqlContext, discount: AppDiscount): Record<string, unknown> {
  const { settings } = context.sandbox;
  const provider = findFunction(context.sandbox, { id: discount.functionId });
  return {
    discountId: nodeId(
      discount.method === "code" ? "DiscountCodeNode" : "DiscountAutomaticNode",
      discount,
    ),
    errorHistory: null,
    appDiscountType: {
      __typename: "AppDiscountType",
      app: () => presentApp(context),
      appKey: settings.app.apiKey,
      // Recorded: the function's own title and description.
      title: provider?.title ?? settings.app.title,
      description: provider?.description ?? null,
      functionId: discount.functionId,
      discountClasses: discount.discountClasses,
    },
  };
}
