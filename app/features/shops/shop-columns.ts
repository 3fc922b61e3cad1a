/** SELECT list for a `ShopContext` from `shop`. */
export const shopColumns =
  'shop.id, shop.domain, shop.name, shop.time_zone AS "timeZone", shop.currency';
