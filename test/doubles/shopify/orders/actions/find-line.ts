import type { Product, Variant } from "../../products/product";
import { parseGid } from "../../shops/gid";
import type { Shop } from "../../shops/shop";
import { toMinor } from "../money";
import type { CartLine } from "../terms/cart";
import type { RequestedLine } from "./order-request";

/** The number of an ID: "123" for both "123" and "gid://shopify/Customer/123". */
export const plainId = (id: string): string => parseGid(id)?.number ?? id;

/** A cart line with the shop's current data. Undefined if the shop doesn't sell the item. */
export function findLine(shop: Shop, requested: RequestedLine): CartLine | undefined {
  const quantity = requested.quantity ?? 1;
  const price = requested.price === undefined ? undefined : toMinor(shop.currency, requested.price);
  if (
    requested.title !== undefined &&
    !requested.variantId &&
    !requested.productId &&
    !requested.sku
  ) {
    const custom = { productId: null, variantId: null, variantTitle: null, sku: "", vendor: null };
    return { ...custom, title: requested.title, price: price ?? 0, quantity };
  }
  const found = findVariant(shop, requested);
  return found && sell(shop, found.product, found.variant, quantity, price);
}

interface Found {
  product: Product;
  variant: Variant;
}

function findVariant(shop: Shop, requested: RequestedLine): Found | undefined {
  const variantId = requested.variantId && plainId(requested.variantId);
  const productId = requested.productId && plainId(requested.productId);
  for (const product of Object.values(shop.products)) {
    if (productId && product.id !== productId) continue;
    const fits = (variant: Variant): boolean =>
      (!variantId || variant.id === variantId) && (!requested.sku || variant.sku === requested.sku);
    const variant = product.status === "ACTIVE" ? product.variants.find(fits) : undefined;
    if (variant) return { product, variant };
  }
  return undefined;
}

const sell = (
  shop: Shop,
  product: Product,
  variant: Variant,
  quantity: number,
  price = toMinor(shop.currency, variant.price),
): CartLine => ({
  productId: product.id,
  variantId: variant.id,
  title: product.title,
  variantTitle: variant.title === "Default Title" ? null : variant.title,
  sku: variant.sku,
  vendor: product.vendor,
  price,
  quantity,
});
