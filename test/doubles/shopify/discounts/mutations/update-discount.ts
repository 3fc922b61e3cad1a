import type { Args, ResponseObject, RootField } from "../../graphql/context";
import type { Sandbox } from "../../sandbox";
import type { Shop } from "../../shops/shop";
import { touchDiscount } from "../change-discount";
import { addCode, renameCode } from "../codes/code-index";
import type { Discount } from "../discount";
import type { DiscountKind } from "../inputs/discount-kinds";
import type { InputContext } from "../inputs/input-context";
import { readCode } from "../inputs/read-code";
import { readShared } from "../inputs/read-shared";
import { presentCodeNode } from "../present-discount-node";
import { argumentDiscount } from "./argument-discount";
import { userError } from "./user-error";

export const updateDiscount =
  <D extends Discount>(kind: DiscountKind<D>): RootField =>
  (args, context) => {
    const { sandbox, shop } = context;
    const discount = argumentDiscount(context, args["id"]);
    if (!discount || discount.kind !== kind.kind) {
      return payload(null, [userError(["id"], "Discount does not exist", null)]);
    }
    const input = args[kind.argument] as Args;
    if (input["code"] != null && discount.codes.length > 1) {
      const message = "Cannot update the code of a bulk discount.";
      return payload(null, [userError(["id"], message, null)]);
    }
    const reading: InputContext = { context, argument: kind.argument, problems: [] };
    const code = readCode(reading, input, discount);
    const own = kind.read(reading, input, discount as D);
    const shared = readShared(reading, input, discount);
    if (reading.problems.length > 0) return payload(null, reading.problems);
    Object.assign(discount, shared, own);
    if (code !== undefined) setCode(sandbox, shop, discount, code);
    touchDiscount(sandbox, shop, discount);
    return payload(presentCodeNode(context, discount), []);
  };

/** Gives a discount with at most one code another code. */
export function setCode(sandbox: Sandbox, shop: Shop, discount: Discount, code: string): void {
  const [only] = discount.codes;
  if (only) renameCode(shop, discount, only, code);
  else addCode(sandbox, shop, discount, code);
}

const payload = (codeDiscountNode: ResponseObject | null, userErrors: ResponseObject[]) => ({
  codeDiscountNode,
  userErrors,
});
