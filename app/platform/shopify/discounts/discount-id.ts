import { gid, gidNumber } from "../graphql/gid";

/** Whether an id can be that of a code discount; Shopify refuses to look others up at all. */
export const isDiscountId = (id: string): boolean =>
  gidNumber(id, "DiscountCodeNode") !== undefined;

/** Our id of a discount, as mutations take it. The same discount has a second id as `DiscountNode`. */
export const codeNodeId = (id: string): string => asNode("DiscountCodeNode", id);

/** The id that `discountNode(id:)` takes. */
export const nodeId = (id: string): string => asNode("DiscountNode", id);

function asNode(type: string, id: string): string {
  const number = gidNumber(id, "DiscountNode", "DiscountCodeNode");
  if (!number) throw new Error(`Not a code discount: ${id}`);
  return gid(type, number);
}
