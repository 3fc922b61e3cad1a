import type { Shop } from "../shops/shop";

/** A summary of a shop for lists. */
export const describeShop = (shop: Shop) => ({
  domain: shop.domain,
  name: shop.name,
  plan: shop.plan,
  timeZone: shop.timeZone,
  currency: shop.currency,
  installed: shop.installation !== null,
  scopes: shop.installation?.scopes ?? [],
  customers: Object.keys(shop.customers).length,
  products: Object.keys(shop.products).length,
  discounts: Object.keys(shop.discounts).length,
});
