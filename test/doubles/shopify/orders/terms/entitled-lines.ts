import type { DiscountItems } from "../../discounts/discount";
import type { Shop } from "../../shops/shop";
import type { CartLine } from "./cart";

/** Whether a discount applies to this line. Custom items are only included in "all". */
export function isEntitled(shop: Shop, items: DiscountItems, line: CartLine): boolean {
  switch (items.kind) {
    case "all":
      return true;
    case "products":
      return (
        (line.productId !== null && items.productIds.includes(line.productId)) ||
        (line.variantId !== null && items.variantIds.includes(line.variantId))
      );
    case "collections":
      return items.collectionIds.some((id) =>
        shop.collections[id]?.productIds.some((product) => product === line.productId),
      );
  }
}
