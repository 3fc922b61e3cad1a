import { isoTime } from "../../clock/now";
import { presentCustomer } from "../../customers/present-customer";
import { money } from "../../graphql/answers";
import { connection } from "../../graphql/connection";
import type { Args, GraphqlContext, ResponseObject } from "../../graphql/context";
import { gid } from "../../shops/gid";
import { quoteOrder } from "../actions/quote-order";
import { moneyBag } from "../graphql/money-bag";
import { presentOrder } from "../graphql/present-order";
import { toDecimal } from "../money";
import type { DraftLine, DraftOrder } from "../order";
import { draftRequest } from "./draft-actions";

export const draftStatus = ({ orderId }: DraftOrder): string =>
  orderId === null ? "OPEN" : "COMPLETED";

/** A draft with its current price, or the price of its completed order. */
export function presentDraft(context: GraphqlContext, draft: DraftOrder): ResponseObject {
  const { shop, sandbox } = context;
  const till = { currency: shop.currency, presentment: null };
  const customer = shop.customers[draft.customerId ?? ""];
  const order = shop.orders[draft.orderId ?? ""];
  const quote = quoteOrder(sandbox, shop, draftRequest(shop, draft));
  const { subtotal = 0, total = 0, discounts = [] } = typeof quote === "string" ? {} : quote;
  return {
    __typename: "DraftOrder",
    id: gid("DraftOrder", draft.id),
    legacyResourceId: draft.id,
    name: `#D${draft.number}`,
    status: draftStatus(draft),
    email: draft.email,
    note2: draft.note,
    tags: draft.tags.toSorted(),
    customAttributes: [],
    currencyCode: shop.currency,
    discountCodes: draft.codes,
    appliedDiscount: null,
    acceptAutomaticDiscounts: true,
    allowDiscountCodesInCheckout: true,
    invoiceUrl: null,
    platformDiscounts: discounts.map(({ discount, amount }) => ({
      __typename: "DraftOrderPlatformDiscount",
      id: discount.discountId && gid("DraftOrderPlatformDiscount", discount.discountId),
      code: discount.code,
      title: discount.title,
      automaticDiscount: discount.kind === "automatic",
      bxgyDiscount: shop.discounts[discount.discountId ?? ""]?.kind === "bxgy",
      totalAmount: money(shop, toDecimal(shop.currency, amount)),
    })),
    subtotalPriceSet: moneyBag(till, subtotal),
    totalPriceSet: moneyBag(till, total),
    totalDiscountsSet: moneyBag(till, subtotal - total),
    customer: () => (customer ? presentCustomer(context, customer) : null),
    order: () => (order ? presentOrder(context, order) : null),
    lineItems: (args: Args) =>
      connection(args, {
        type: "DraftOrderLineItem",
        items: draft.lines,
        present: (line) => presentDraftLine(context, line),
      }),
    createdAt: isoTime(draft.createdAt),
    updatedAt: isoTime(draft.updatedAt),
    completedAt: draft.completedAt === null ? null : isoTime(draft.completedAt),
  };
}

const presentDraftLine = ({ shop }: GraphqlContext, line: DraftLine): ResponseObject => ({
  __typename: "DraftOrderLineItem",
  id: gid("DraftOrderLineItem", line.id),
  title: line.title,
  name: line.title,
  quantity: line.quantity,
  originalUnitPriceSet: moneyBag({ currency: shop.currency, presentment: null }, line.price),
  originalTotalSet: moneyBag(
    { currency: shop.currency, presentment: null },
    line.price * line.quantity,
  ),
});
