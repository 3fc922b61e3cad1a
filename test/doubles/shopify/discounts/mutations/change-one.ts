import type { GraphqlContext, ResponseObject, RootField } from "../../graphql/context";
import type { Sandbox } from "../../sandbox";
import type { Shop } from "../../shops/shop";
import { automaticLimit } from "../automatic-limit";
import { activateDiscount, deleteDiscount } from "../change-discount";
import type { Discount } from "../discount";
import { discountStatus } from "../discount-status";
import { presentAutomaticNode, presentCodeNode } from "../present-discount-node";
import { argumentDiscount } from "./argument-discount";
import { userError } from "./user-error";

type Method = Discount["method"];

const NODES = { code: "codeDiscountNode", automatic: "automaticDiscountNode" };
const DELETED = { code: "deletedCodeDiscountId", automatic: "deletedAutomaticDiscountId" };

/** Recorded for both methods. */
const unknown = (method: Method): ResponseObject =>
  userError(
    ["id"],
    `${method === "code" ? "Code" : "Automatic"} discount does not exist.`,
    "INVALID",
  );

/** `discountCodeActivate`, `discountCodeDeactivate` and `discountAutomaticDeactivate` */
export const switchDiscount =
  (method: Method, change: (sandbox: Sandbox, shop: Shop, discount: Discount) => void): RootField =>
  (args, context) => {
    const discount = argumentDiscount(context, args["id"], method);
    if (!discount) return { [NODES[method]]: null, userErrors: [unknown(method)] };
    change(context.sandbox, context.shop, discount);
    return { [NODES[method]]: presentNode(context, discount), userErrors: [] };
  };

const presentNode = (context: GraphqlContext, discount: Discount): ResponseObject =>
  (discount.method === "code" ? presentCodeNode : presentAutomaticNode)(context, discount);

/** `discountAutomaticActivate`, which the number of active automatic discounts limits. */
export const activateAutomatic: RootField = (args, context) => {
  const { sandbox, shop } = context;
  const discount = argumentDiscount(context, args["id"], "automatic");
  if (discount && discountStatus(sandbox, discount) !== "ACTIVE") {
    const limit = automaticLimit(sandbox, shop, { ...discount, startsAt: 0, endsAt: null });
    if (limit) {
      const error = userError(["id"], limit.message, limit.code);
      return { automaticDiscountNode: null, userErrors: [error] };
    }
  }
  return switchDiscount("automatic", activateDiscount)(args, context);
};

export const removeDiscount =
  (method: Method): RootField =>
  (args, context) => {
    const discount = argumentDiscount(context, args["id"], method);
    if (!discount) return { [DELETED[method]]: null, userErrors: [unknown(method)] };
    deleteDiscount(context.sandbox, context.shop, discount);
    return { [DELETED[method]]: args["id"], userErrors: [] };
  };
