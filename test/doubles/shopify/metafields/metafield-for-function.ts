import type { Shop } from "../shops/shop";
import { jsonValueOf } from "./check-value";
import { type MetafieldOwner, ownerKey } from "./metafield-owner";
import { resolveNamespace } from "./namespace";

/** What a function reads of a metafield. */
export interface FunctionMetafield {
  readonly type: string;
  readonly value: string;
  readonly jsonValue: unknown;
}

// Recorded: 10,000 bytes arrive, and 10,001 are null without an error.
const MAX_BYTES = 10_000;

/**
 * A metafield as a function sees it at a time of the sandbox's clock, in milliseconds: changes arrive
 * `functionMetafieldMs` after they are made (recorded: 2 to 4 seconds), and a value of more than 10,000
 * bytes is null. `namespace` may start with `$app`.
 */
export function metafieldForFunction(
  shop: Shop,
  owner: MetafieldOwner,
  { namespace, key }: { namespace: string | null; key: string },
  at: number,
): FunctionMetafield | null {
  const resolved = resolveNamespace(namespace);
  const seen = shop.functionValues[ownerKey(owner)]?.findLast(
    (one) => one.namespace === resolved && one.key === key && one.visibleAt <= at,
  );
  if (!seen?.written || Buffer.byteLength(seen.written.value) > MAX_BYTES) return null;
  const { type, value } = seen.written;
  return { type, value, jsonValue: jsonValueOf(type, value) };
}
