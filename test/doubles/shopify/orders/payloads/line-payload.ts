import { gid } from "../../shops/gid";
import type { Shop } from "../../shops/shop";
import { toDecimal } from "../money";
import type { Allocation, OrderLine } from "../order";
import type { Till } from "../till";
import { moneySet } from "./money-set";

export const lineName = ({ title, variantTitle }: OrderLine): string =>
  variantTitle === null ? title : `${title} - ${variantTitle}`;

/** A line in a refund. A line in an order has some more fields. */
export const refundedLinePayload = (
  shop: Shop,
  till: Till,
  line: OrderLine,
): Record<string, unknown> => ({
  id: BigInt(line.id),
  admin_graphql_api_id: gid("LineItem", line.id),
  discount_allocations: allocationPayloads(till, line.allocations),
  duties: [],
  fulfillable_quantity: line.currentQuantity,
  fulfillment_service: "manual",
  fulfillment_status: null,
  gift_card: false,
  grams: 0,
  name: lineName(line),
  price: toDecimal(shop.currency, line.price),
  price_set: moneySet(till, line.price),
  product_exists: line.productId !== null && shop.products[line.productId] !== undefined,
  product_id: line.productId === null ? null : BigInt(line.productId),
  properties: [],
  quantity: line.quantity,
  requires_shipping: true,
  sku: line.sku,
  tax_lines: [],
  taxable: true,
  title: line.title,
  // Only discounts by a script or the merchant on a single line. Codes are in the allocations.
  total_discount: toDecimal(shop.currency, 0),
  total_discount_set: moneySet(till, 0),
  variant_id: line.variantId === null ? null : BigInt(line.variantId),
  variant_inventory_management: line.variantId === null ? null : "shopify",
  variant_title: line.variantTitle,
  vendor: line.vendor,
});

export const linePayload = (shop: Shop, till: Till, line: OrderLine): Record<string, unknown> => ({
  ...refundedLinePayload(shop, till, line),
  attributed_staffs: [],
  current_quantity: line.currentQuantity,
  sales_line_item_group_id: null,
});

export const allocationPayloads = (
  till: Till,
  allocations: readonly Allocation[],
): Record<string, unknown>[] =>
  allocations.map(({ amount, discount }) => ({
    amount: toDecimal(till.currency, amount),
    amount_set: moneySet(till, amount),
    discount_application_index: discount,
  }));
