import { now } from "../../clock/now";
import type { Args, ResponseObject, RootField } from "../../graphql/context";
import { nextNumber } from "../../state/next-number";
import { addDiscount } from "../change-discount";
import { addCode } from "../codes/code-index";
import type { Discount } from "../discount";
import type { DiscountKind } from "../inputs/discount-kinds";
import type { InputContext } from "../inputs/input-context";
import { readCode } from "../inputs/read-code";
import { readShared } from "../inputs/read-shared";
import { presentCodeNode } from "../present-discount-node";

export const createDiscount =
  <D extends Discount>(kind: DiscountKind<D>): RootField =>
  (args, context) => {
    const input = args[kind.argument] as Args;
    const reading: InputContext = { context, argument: kind.argument, problems: [] };
    const code = readCode(reading, input, undefined);
    const own = kind.read(reading, input, undefined);
    const shared = readShared(reading, input, undefined);
    if (reading.problems.length > 0 || code === undefined) return payload(null, reading.problems);
    const { sandbox, shop } = context;
    const at = now(sandbox);
    const discount = {
      ...shared,
      ...own,
      id: nextNumber(sandbox.world),
      method: "code",
      createdAt: at,
      updatedAt: at,
      recurringCycleLimit: null,
      appliesOnOneTimePurchase: true,
      appliesOnSubscription: false,
      codes: [],
    } as unknown as Discount;
    addDiscount(sandbox, shop, discount);
    addCode(sandbox, shop, discount, code);
    return payload(presentCodeNode(context, discount), []);
  };

const payload = (codeDiscountNode: ResponseObject | null, userErrors: ResponseObject[]) => ({
  codeDiscountNode,
  userErrors,
});
