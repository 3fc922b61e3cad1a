import { now } from "../clock/now";
import type { AppDiscount } from "../discounts/discount";
import { metafieldForFunction } from "../metafields/metafield-for-function";
import type { MetafieldOwner } from "../metafields/metafield-owner";
import type { Cart } from "../orders/terms/cart";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import type { Source } from "./source";

/** What the input of one run is made of. */
export interface FunctionContext {
  readonly sandbox: Sandbox;
  readonly shop: Shop;
  /** The owner of the function. */
  readonly discount: AppDiscount;
  readonly cart: Cart;
  /** In the order entered. Native terms have been met. */
  readonly codes: readonly string[];
}

/** The field `metafield` of an owner. */
export const metafieldOf =
  ({ sandbox, shop }: FunctionContext, type: MetafieldOwner["type"], id: string) =>
  ({ namespace, key }: Readonly<Record<string, unknown>>): Source | null => {
    const place = { namespace: namespace == null ? null : String(namespace), key: String(key) };
    const found = metafieldForFunction(shop, { type, id }, place, now(sandbox));
    return found && { ...found, jsonValue: () => found.jsonValue };
  };

export const hasTags = (own: readonly string[]) => ({
  hasAnyTag: ({ tags }: Readonly<Record<string, unknown>>): boolean =>
    namesOf(tags).some((tag) => has(own, tag)),
  hasTags: ({ tags }: Readonly<Record<string, unknown>>): Source[] =>
    namesOf(tags).map((tag) => ({ tag, hasTag: has(own, tag) })),
});

const has = (own: readonly string[], tag: string): boolean =>
  own.some((one) => one.toLowerCase() === tag.toLowerCase());

const namesOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
