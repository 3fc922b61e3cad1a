import type { CartLine } from "../orders/terms/cart";
import type { Shop } from "../shops/shop";
import type { PricedSession } from "./price-session";
import { storePath } from "./session";

/** The cart as `/cart.js` has it, with amounts in minor units and without what no page needs. */
export function cartJson(shop: Shop, { quote, codes }: PricedSession): object {
  const subtotal = quote?.subtotal ?? 0;
  const ofItems = (quote?.discounts ?? []).filter(
    ({ discount }) => discount.targetType === "LINE_ITEM",
  );
  const off = ofItems.reduce((sum, { amount }) => sum + amount, 0);
  const lines = quote?.lines ?? [];
  return {
    note: null,
    attributes: {},
    original_total_price: subtotal,
    total_price: subtotal - off,
    total_discount: off,
    item_count: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    items: lines.map((line) => itemJson(shop, line)),
    requires_shipping: lines.length > 0,
    currency: shop.currency,
    cart_level_discount_applications: ofItems.map(({ discount, amount }) => ({
      type: discount.kind === "code" ? "discount_code" : "automatic",
      title: discount.code ?? discount.title,
      total_allocated_amount: amount,
    })),
    discount_codes: codes.map(({ code, refusal }) => ({ code, applicable: refusal === null })),
  };
}

function itemJson(shop: Shop, line: CartLine): object {
  const handle = shop.products[line.productId ?? ""]?.handle ?? "";
  return {
    id: Number(line.variantId),
    variant_id: Number(line.variantId),
    product_id: Number(line.productId),
    handle,
    url: `${storePath(shop)}/products/${handle}?variant=${line.variantId}`,
    title: line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
    product_title: line.title,
    variant_title: line.variantTitle,
    sku: line.sku,
    vendor: line.vendor,
    quantity: line.quantity,
    price: line.price,
    line_price: line.price * line.quantity,
  };
}
