import { metafieldOwnerFields } from "../metafields/owner-fields";
import { customerOrderFields } from "../orders/graphql/customer-order-fields";
import type { Args, GraphqlContext } from "./context";

/** Resolves a field of an object that another feature presents. */
export type LinkedField = (
  source: Readonly<Record<string, unknown>>,
  args: Args,
  context: GraphqlContext,
) => unknown;

/** Fields by type that link to a feature whose objects link back. Kept here to avoid circular imports. */
export const linkedFields: Readonly<Record<string, Readonly<Record<string, LinkedField>>>> = {
  AppInstallation: metafieldOwnerFields,
  Customer: { ...customerOrderFields, ...metafieldOwnerFields },
  DiscountAutomaticNode: metafieldOwnerFields,
  DiscountCodeNode: metafieldOwnerFields,
  DiscountNode: metafieldOwnerFields,
  Order: metafieldOwnerFields,
  Product: metafieldOwnerFields,
  Shop: metafieldOwnerFields,
};
