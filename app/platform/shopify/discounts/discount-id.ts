import { gidNumber } from "../graphql/gid";

/**
 * Whether an ID is that of a code discount: `DiscountCodeNode`, as in every response (recorded,
 * also from `discountNodes`). Automatic discounts are `DiscountAutomaticNode`. Shopify rejects
 * lookups of other types.
 */
export const isDiscountId = (id: string): boolean =>
  gidNumber(id, "DiscountCodeNode") !== undefined;
