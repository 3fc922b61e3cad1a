import { now } from "../../clock/now";
import type { Args, GraphqlContext, ResponseObject, RootField } from "../../graphql/context";
import type { MetafieldDraft } from "../../metafields/metafield";
import { writeMetafield } from "../../metafields/store-metafields";
import { nextNumber } from "../../state/next-number";
import { automaticLimit } from "../automatic-limit";
import { addDiscount, touchDiscount } from "../change-discount";
import { addCode } from "../codes/code-index";
import type { AppDiscount, Discount } from "../discount";
import { type InputContext, refuse } from "../inputs/input-context";
import { readAppDiscount } from "../inputs/read-app-discount";
import { readCode } from "../inputs/read-code";
import { presentDiscount } from "../present-discount";
import { argumentDiscount } from "./argument-discount";
import { setCode } from "./update-discount";
import { userError } from "./user-error";

type Method = Discount["method"];

/** The name of the argument, and of the discount in the payload. */
const NAMES = { code: "codeAppDiscount", automatic: "automaticAppDiscount" };

/** `discountAutomaticAppCreate` and `discountCodeAppCreate` */
export const createAppDiscount =
  (method: Method): RootField =>
  (args, context) => {
    const argument = NAMES[method];
    const input = args[argument] as Args;
    const reading: InputContext = { context, argument, problems: [] };
    const code = method === "code" ? readCode(reading, input, undefined, true) : undefined;
    const { fields, metafields } = readAppDiscount(reading, input, undefined);
    const { sandbox, shop } = context;
    const at = now(sandbox);
    const id = nextNumber(sandbox.world);
    const discount: AppDiscount = {
      ...fields,
      id,
      method,
      createdAt: at,
      updatedAt: at,
      codes: [],
    };
    refuseTooMany(reading, discount);
    if (reading.problems.length > 0) return payload(method, null, reading.problems);
    addDiscount(sandbox, shop, discount);
    if (code !== undefined) addCode(sandbox, shop, discount, code);
    // Recorded: functions see metafields of the create call from their first run.
    write(context, discount, metafields, true);
    return payload(method, presentDiscount(context, discount), []);
  };

/** `discountAutomaticAppUpdate` and `discountCodeAppUpdate` */
export const updateAppDiscount =
  (method: Method): RootField =>
  (args, context) => {
    const { sandbox, shop } = context;
    const discount = argumentDiscount(context, args["id"], method);
    if (discount?.kind !== "app") {
      return payload(method, null, [userError(["id"], "Discount does not exist", null)]);
    }
    const argument = NAMES[method];
    const input = args[argument] as Args;
    if (input["code"] != null && discount.codes.length > 1) {
      const message = "Cannot update the code of a bulk discount.";
      return payload(method, null, [userError(["id"], message, null)]);
    }
    const reading: InputContext = { context, argument, problems: [] };
    const code = method === "code" ? readCode(reading, input, discount, true) : undefined;
    const { fields, metafields } = readAppDiscount(reading, input, discount);
    refuseTooMany(reading, { ...discount, ...fields });
    if (reading.problems.length > 0) return payload(method, null, reading.problems);
    Object.assign(discount, fields);
    if (code !== undefined) setCode(sandbox, shop, discount, code);
    write(context, discount, metafields, false);
    touchDiscount(sandbox, shop, discount);
    return payload(method, presentDiscount(context, discount), []);
  };

function refuseTooMany(reading: InputContext, discount: AppDiscount): void {
  if (discount.method !== "automatic") return;
  const { sandbox, shop } = reading.context;
  const limit = automaticLimit(sandbox, shop, discount);
  if (limit) refuse(reading, ["startsAt"], limit.message, limit.code);
}

function write(
  { sandbox, shop }: GraphqlContext,
  { id }: AppDiscount,
  metafields: readonly MetafieldDraft[],
  atOnce: boolean,
): void {
  const owner = { type: "DISCOUNT", id } as const;
  for (const draft of metafields) writeMetafield(sandbox, { shop, owner, atOnce }, draft);
}

const payload = (
  method: Method,
  discount: ResponseObject | null,
  userErrors: ResponseObject[],
) => ({ [NAMES[method]]: discount, userErrors });
