import { customerOrderFields } from "../orders/graphql/customer-order-fields";
import type { Args, GraphqlContext } from "./context";

/** Answers a field of an object that was presented already. */
export type LinkedField = (
  source: Readonly<Record<string, unknown>>,
  args: Args,
  context: GraphqlContext,
) => unknown;

/** By type: fields that lead to a feature whose own objects lead back, so that neither is above. */
export const linkedFields: Readonly<Record<string, Readonly<Record<string, LinkedField>>>> = {
  Customer: customerOrderFields,
};
