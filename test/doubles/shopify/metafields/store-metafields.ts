import { createHash } from "node:crypto";
import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import { nextNumber } from "../state/next-number";
import type { FunctionValue, Metafield, MetafieldDraft } from "./metafield";
import { type MetafieldOwner, ownerKey } from "./metafield-owner";

type Place = Pick<Metafield, "namespace" | "key">;

const isAt =
  ({ namespace, key }: Place) =>
  (one: Place): boolean =>
    one.namespace === namespace && one.key === key;

/** The metafields of an owner, in order of their IDs. */
export const metafieldsOf = (shop: Shop, owner: MetafieldOwner): readonly Metafield[] =>
  shop.metafields[ownerKey(owner)] ?? [];

/** The metafield of an owner in a namespace, which has no `$app` any more. */
export const findMetafield = (
  shop: Shop,
  owner: MetafieldOwner,
  place: Place,
): Metafield | undefined => metafieldsOf(shop, owner).find(isAt(place));

/** Opaque for apps. A metafield with the same value has the same digest (recorded). */
export const compareDigest = ({ type, value }: Pick<Metafield, "type" | "value">): string =>
  createHash("sha256").update(`${type}\n${value}`).digest("hex");

interface Write {
  shop: Shop;
  owner: MetafieldOwner;
  /** Set when the owner is created with it: functions see the value together with the owner. */
  atOnce?: boolean;
}

/** Creates a metafield or gives it another value, which functions see later. */
export function writeMetafield(
  sandbox: Sandbox,
  { shop, owner, atOnce = false }: Write,
  draft: MetafieldDraft,
): Metafield {
  const at = now(sandbox);
  const known = findMetafield(shop, owner, draft);
  if (known?.type === draft.type && known.value === draft.value) return known;
  tellFunctions(sandbox, shop, owner, {
    namespace: draft.namespace,
    key: draft.key,
    written: { type: draft.type, value: draft.value },
    visibleAt: atOnce ? at : at + sandbox.world.pace.functionMetafieldMs,
  });
  if (known) return Object.assign(known, draft, { updatedAt: at });
  const made: Metafield = {
    id: nextNumber(sandbox.world),
    ...draft,
    createdAt: at,
    updatedAt: at,
  };
  shop.metafields[ownerKey(owner)] = [...metafieldsOf(shop, owner), made];
  return made;
}

/** Deletes a metafield. Returns whether there was one. */
export function deleteMetafield(
  sandbox: Sandbox,
  shop: Shop,
  owner: MetafieldOwner,
  place: Place,
): boolean {
  const known = findMetafield(shop, owner, place);
  if (!known) return false;
  shop.metafields[ownerKey(owner)] = metafieldsOf(shop, owner).filter((one) => one !== known);
  tellFunctions(sandbox, shop, owner, {
    ...place,
    written: null,
    visibleAt: now(sandbox) + sandbox.world.pace.functionMetafieldMs,
  });
  return true;
}

/** Deletes everything of an owner that is deleted itself. */
export function forgetOwner(shop: Shop, owner: MetafieldOwner): void {
  delete shop.metafields[ownerKey(owner)];
  delete shop.functionValues[ownerKey(owner)];
}

/** Adds a value for functions, and drops those that none can see any more. */
function tellFunctions(
  sandbox: Sandbox,
  shop: Shop,
  owner: MetafieldOwner,
  value: FunctionValue,
): void {
  const at = now(sandbox);
  const values = shop.functionValues[ownerKey(owner)] ?? [];
  const others = values.filter((one) => !isAt(value)(one));
  const own = values.filter(isAt(value));
  const current = own.findLastIndex(({ visibleAt }) => visibleAt <= at);
  shop.functionValues[ownerKey(owner)] = [...others, ...own.slice(Math.max(0, current)), value];
}
