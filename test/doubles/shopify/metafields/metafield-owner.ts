import type { GraphqlContext } from "../graphql/context";
import { parseGid } from "../shops/gid";
import type { Shop } from "../shops/shop";

/** What has metafields: a type of `MetafieldOwnerType` and the numeric part of its ID. */
export interface MetafieldOwner {
  readonly type: "SHOP" | "CUSTOMER" | "DISCOUNT" | "ORDER" | "PRODUCT" | "API_PERMISSION";
  readonly id: string;
}

interface OwnerKind {
  readonly type: MetafieldOwner["type"];
  /** The scope to change the owner, or null if none is needed. */
  readonly scope: string | null;
  readonly exists: (shop: Shop, id: string) => boolean;
}

const discount = (method: "code" | "automatic"): OwnerKind => ({
  type: "DISCOUNT",
  scope: "write_discounts",
  exists: (shop, id) => shop.discounts[id]?.method === method,
});

/** By the type in a global ID. `DiscountNode` is no owner (recorded). */
const KINDS: Readonly<Record<string, OwnerKind>> = {
  Shop: { type: "SHOP", scope: null, exists: (shop, id) => shop.id === id },
  Customer: {
    type: "CUSTOMER",
    scope: "write_customers",
    exists: (shop, id) => shop.customers[id] !== undefined,
  },
  Order: {
    type: "ORDER",
    scope: "write_orders",
    exists: (shop, id) => shop.orders[id] !== undefined,
  },
  Product: {
    type: "PRODUCT",
    scope: "write_products",
    exists: (shop, id) => shop.products[id] !== undefined,
  },
  AppInstallation: {
    type: "API_PERMISSION",
    scope: null,
    exists: (shop, id) => shop.installation?.id === id,
  },
  DiscountCodeNode: discount("code"),
  DiscountAutomaticNode: discount("automatic"),
};

/** The owner with a global ID. Undefined if the store has no such owner. */
export function findOwner(shop: Shop, gid: unknown): MetafieldOwner | undefined {
  const { type = "", number = "" } = parseGid(String(gid)) ?? {};
  const kind = KINDS[type];
  return kind?.exists(shop, number) ? { type: kind.type, id: number } : undefined;
}

/** Whether the caller may change metafields of an owner with this ID, existing or not. */
export function mayChange(context: GraphqlContext, gid: unknown): boolean {
  const scope = KINDS[parseGid(String(gid))?.type ?? ""]?.scope ?? null;
  return scope === null || context.scopes.has(scope);
}

/** The key of an owner in the state. */
export const ownerKey = ({ type, id }: MetafieldOwner): string => `${type}/${id}`;
