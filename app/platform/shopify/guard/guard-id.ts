import { gid, gidNumber } from "../graphql/gid";

/** Owner of the guard's metafields, which are the app's own (docs: reserved prefix). */
export const guardNamespace = "$app:guard";
/** The function's handle, as in `extensions/code-guard/shopify.extension.toml`. */
export const functionHandle = "code-guard";

/**
 * The ID of the guard's node, which owns its metafields; undefined for another kind of object. A new
 * discount may be named by the type of its value, with the same number (recorded).
 */
export function guardNodeId(id: string): string | undefined {
  const number = gidNumber(id, "DiscountAutomaticNode", "DiscountAutomaticApp", "DiscountNode");
  return number === undefined ? undefined : gid("DiscountAutomaticNode", number);
}
