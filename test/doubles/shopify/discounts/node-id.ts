import { gid } from "../shops/gid";
import type { Discount } from "./discount";

/** A discount's id. Recorded answers name its method; documents also show a `DiscountNode`. */
export const nodeId = (
  type: "DiscountCodeNode" | "DiscountAutomaticNode",
  discount: Pick<Discount, "id">,
): string => gid(type, discount.id);
