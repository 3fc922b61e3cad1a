import { gidNumber } from "../graphql/gid";

/**
 * Whether an id is that of a code discount: `DiscountCodeNode`, as every answer has it (recorded, also
 * from `discountNodes`). Automatic discounts are `DiscountAutomaticNode`; Shopify refuses to look ids of
 * another kind up at all.
 */
export const isDiscountId = (id: string): boolean =>
  gidNumber(id, "DiscountCodeNode") !== undefined;
