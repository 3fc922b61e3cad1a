import { gid } from "../shops/gid";
import type { Discount } from "./discount";

/** A discount's ID. Recorded responses contain the method, although the documentation also shows `DiscountNode`. */
export const nodeId = (
  type: "DiscountCodeNode" | "DiscountAutomaticNode",
  discount: Pick<Discount, "id">,
): string => gid(type, discount.id);
