import type { RootField } from "../../graphql/context";
import type { Sandbox } from "../../sandbox";
import type { Shop } from "../../shops/shop";
import { deleteDiscount } from "../change-discount";
import type { Discount } from "../discount";
import { presentCodeNode } from "../present-discount-node";
import { argumentDiscount } from "./argument-discount";
import { userError } from "./user-error";

const unknown = userError(["id"], "Code discount does not exist.", "INVALID");

/** `discountCodeActivate` and `discountCodeDeactivate` */
export const switchDiscount =
  (change: (sandbox: Sandbox, shop: Shop, discount: Discount) => void): RootField =>
  (args, context) => {
    const discount = argumentDiscount(context, args["id"]);
    if (!discount) return { codeDiscountNode: null, userErrors: [unknown] };
    change(context.sandbox, context.shop, discount);
    return { codeDiscountNode: presentCodeNode(context, discount), userErrors: [] };
  };

export const removeDiscount: RootField = (args, context) => {
  const discount = argumentDiscount(context, args["id"]);
  if (!discount) return { deletedCodeDiscountId: null, userErrors: [unknown] };
  deleteDiscount(context.sandbox, context.shop, discount);
  return { deletedCodeDiscountId: args["id"], userErrors: [] };
};
