import { now } from "../../clock/now";
import { strikes } from "../../faults/strikes";
import { takeFault } from "../../faults/take-fault";
import type { GraphqlContext, ResponseObject, RootField } from "../../graphql/context";
import { nextNumber } from "../../state/next-number";
import { argumentDiscount } from "../mutations/argument-discount";
import { userError } from "../mutations/user-error";
import type { CodeCreation } from "./code-creation";
import { codeKey } from "./code-index";
import { scheduleStep } from "./continue-creation";
import { presentCreation } from "./present-creation";

/** `discountRedeemCodeBulkAdd`: responds immediately and creates the codes afterwards. */
export const addCodes: RootField = (args, context) => {
  const discount = argumentDiscount(context, args["discountId"]);
  const codes = (args["codes"] as { code: string }[]).map(({ code }) => code);
  if (!discount) {
    return payload(null, userError(["discountId"], "Code discount does not exist.", "INVALID"));
  }
  if (codes.length === 0)
    return payload(null, userError(["codes"], "Codes can't be blank", "BLANK"));
  const { sandbox, shop } = context;
  const creation: CodeCreation = {
    id: nextNumber(sandbox.world),
    discountId: discount.id,
    createdAt: now(sandbox),
    codes,
    tried: 0,
    refusals: orderedRefusals(context, codes),
    stopsAt: orderedStop(context, codes),
  };
  shop.codeCreations[creation.id] = creation;
  // Build the response before the first codes can be created.
  const created = presentCreation(context, { ...creation });
  scheduleStep(sandbox, shop, creation);
  return payload(created);
};

const NAME = ["discountRedeemCodeBulkAdd"];

function orderedRefusals(
  { sandbox, shop }: GraphqlContext,
  codes: readonly string[],
): Record<number, string> {
  const fault = takeFault(sandbox, shop.domain, "graphql", NAME, ["refuse-codes"]);
  if (!fault) return {};
  const meant = new Set(fault.codes?.map(codeKey));
  const refused = (code: string): boolean =>
    fault.codes ? meant.has(codeKey(code)) : strikes(fault, fault.share);
  return Object.fromEntries(
    codes.flatMap((code, at) => (refused(code) ? [[at, fault.message]] : [])),
  );
}

function orderedStop({ sandbox, shop }: GraphqlContext, codes: readonly string[]): number | null {
  const fault = takeFault(sandbox, shop.domain, "graphql", NAME, ["never-done"]);
  return fault ? Math.floor(codes.length * fault.share) : null;
}

const payload = (
  bulkCreation: ResponseObject | null,
  ...userErrors: ResponseObject[]
): ResponseObject => ({
  __typename: "DiscountRedeemCodeBulkAddPayload",
  bulkCreation,
  userErrors,
});
