import { gid } from "../shops/gid";
import type { Discount } from "./discount";

/** The same discount has an id as `DiscountNode` and one as the node of its method. */
export const nodeId = (
  type: "DiscountNode" | "DiscountCodeNode" | "DiscountAutomaticNode",
  discount: Pick<Discount, "id">,
): string => gid(type, discount.id);
