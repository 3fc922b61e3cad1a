import type { Args } from "../../graphql/context";
import { findCode } from "../codes/code-index";
import { hasNewline, MAX_CODE_LENGTH } from "../codes/refuse-code";
import type { Discount } from "../discount";
import { type InputContext, refuse } from "./input-context";

type Problem = [message: string, code: string];

/** Reads the code of a discount. Required for a new discount, undefined if an existing one keeps its code. */
export function readCode(
  reading: InputContext,
  input: Args,
  before: Discount | undefined,
  ofApp = false,
): string | undefined {
  const value = input["code"];
  const blank: Problem = ofApp ? OF_APP : ["Code can't be blank", "BLANK"];
  if (value == null) {
    if (!before) refuse(reading, ["code"], ...blank);
    return undefined;
  }
  const code = String(value);
  const problem = ofApp && code.trim() === "" ? OF_APP : problemOf(code);
  if (problem) {
    refuse(reading, ["code"], ...problem);
    return undefined;
  }
  const existing = findCode(reading.context.shop, code);
  if (existing && existing.discount !== before) {
    refuse(reading, ["code"], "Code must be unique. Please try a different code.", "TAKEN");
  }
  return code;
}

/** Recorded: discounts of apps have other words. */
const OF_APP: Problem = ["Discount code can't be blank.", "INVALID"];

function problemOf(code: string): Problem | undefined {
  if (code === "") return ["Code is too short (minimum is 1 character)", "TOO_SHORT"];
  if (code.trim() === "") return ["Code can't be blank", "BLANK"];
  if ([...code].length > MAX_CODE_LENGTH) {
    return [`Code is too long (maximum is ${MAX_CODE_LENGTH} characters)`, "TOO_LONG"];
  }
  if (hasNewline(code)) return ["Code cannot contain newline characters.", "INVALID"];
  return undefined;
}
