import { connection } from "../graphql/connection";
import type { LinkedField } from "../graphql/linked-fields";
import { findOwner } from "./metafield-owner";
import { resolveNamespace } from "./namespace";
import { presentMetafield } from "./present-metafield";
import { findMetafield, metafieldsOf } from "./store-metafields";

/** The fields of `HasMetafields`, for every type whose objects can have metafields here. */
export const metafieldOwnerFields: Readonly<Record<string, LinkedField>> = {
  metafield: (source, args, { shop }) => {
    const owner = findOwner(shop, source["id"]);
    const place = { namespace: resolveNamespace(args["namespace"]), key: String(args["key"]) };
    const found = owner && findMetafield(shop, owner, place);
    return found ? presentMetafield(owner, found) : null;
  },
  metafields: (source, args, { shop }) => {
    const owner = findOwner(shop, source["id"]);
    const { namespace, keys } = args;
    const wanted = Array.isArray(keys) ? keys.map((one) => wholeKey(String(one))) : undefined;
    const found = (owner ? metafieldsOf(shop, owner) : [])
      .filter((one) => namespace == null || one.namespace === resolveNamespace(namespace))
      .filter((one) => !wanted || wanted.includes(`${one.namespace}.${one.key}`));
    return connection(args, {
      type: "Metafield",
      items: found,
      present: (one) => presentMetafield(owner as NonNullable<typeof owner>, one),
    });
  },
};

/** A key with its namespace: `$app:guard.config`. Without one, it is in the app's own namespace. */
function wholeKey(text: string): string {
  const dot = text.lastIndexOf(".");
  const namespace = dot === -1 ? null : text.slice(0, dot);
  return `${resolveNamespace(namespace)}.${text.slice(dot + 1)}`;
}
