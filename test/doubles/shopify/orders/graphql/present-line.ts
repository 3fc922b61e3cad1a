import type { Args, GraphqlContext, ResponseObject } from "../../graphql/context";
import { presentProduct, presentVariantOf } from "../../products/catalogue";
import { gid } from "../../shops/gid";
import type { Order, OrderLine } from "../order";
import { allocated } from "../order-totals";
import { lineName } from "../payloads/line-payload";
import { tillOf } from "../till";
import { moneyBag } from "./money-bag";
import { presentAllocations } from "./present-applications";

export function presentLine(
  context: GraphqlContext,
  order: Order,
  line: OrderLine,
): ResponseObject {
  const { shop } = context;
  const till = tillOf(shop, order);
  const product = shop.products[line.productId ?? ""];
  const total = line.price * line.quantity;
  // As documented: excludes discounts on the entire order.
  const ownDiscount = allocated(
    line.allocations.filter(({ discount }) => order.discounts[discount]?.targetSelection !== "ALL"),
  );
  return {
    __typename: "LineItem",
    id: gid("LineItem", line.id),
    name: lineName(line),
    title: line.title,
    variantTitle: line.variantTitle,
    sku: line.sku,
    vendor: line.vendor,
    quantity: line.quantity,
    currentQuantity: line.currentQuantity,
    refundableQuantity: line.currentQuantity,
    customAttributes: [],
    originalUnitPriceSet: moneyBag(till, line.price),
    originalTotalSet: moneyBag(till, total),
    discountedTotalSet: ({ withCodeDiscounts }: Args) =>
      moneyBag(till, total - (withCodeDiscounts ? allocated(line.allocations) : ownDiscount)),
    discountedUnitPriceSet: moneyBag(till, Math.round((total - ownDiscount) / line.quantity)),
    totalDiscountSet: moneyBag(till, ownDiscount),
    discountAllocations: () => presentAllocations(shop, order, line.allocations),
    product: () => (product ? presentProduct(context, product) : null),
    variant: () => (product ? presentVariantOf(context, product, line.variantId ?? "") : null),
  };
}
