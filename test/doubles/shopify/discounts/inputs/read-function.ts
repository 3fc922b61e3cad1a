import { type DeployedFunction, findFunction } from "../../extensions/deployed-functions";
import type { Args } from "../../graphql/context";
import { APP_NUMBER } from "../../shops/present-app";
import type { AppDiscount } from "../discount";
import { type InputContext, refuse } from "./input-context";

/**
 * Reads the function that provides a discount, from `functionHandle` or `functionId`. All messages are
 * recorded. An existing discount keeps its function if neither is given (assumed).
 */
export function readFunctionId(
  reading: InputContext,
  { functionId, functionHandle }: Args,
  before: AppDiscount | undefined,
): string {
  if (functionId != null && functionHandle != null) {
    const message = "Only one of functionId or functionHandle is allowed.";
    refuse(reading, [], message, "MULTIPLE_FUNCTION_IDENTIFIERS");
    return "";
  }
  const given = functionHandle ?? functionId;
  if (given == null || given === "") {
    if (before) return before.functionId;
    const message = "Function id can't be blank.";
    refuse(reading, ["functionHandle"], message, "MISSING_FUNCTION_IDENTIFIER");
    return "";
  }
  const field = functionHandle != null ? "functionHandle" : "functionId";
  const by = functionHandle != null ? { handle: String(given) } : { id: String(given) };
  const found = findFunction(reading.context.sandbox, by);
  if (!found) {
    const message = `Function ${given} not found. Ensure that it is released in the current app (${APP_NUMBER}), and that the app is installed.`;
    refuse(reading, [field], message, "INVALID");
    return "";
  }
  if (!isForDiscounts(found)) {
    const message =
      "Unexpected Function API. The provided function must implement one of the following extension targets: [product_discounts, order_discounts, shipping_discounts, discount].";
    refuse(reading, [field], message, null);
  }
  return found.id;
}

const isForDiscounts = ({ apiType }: DeployedFunction): boolean => apiType === "discount";
