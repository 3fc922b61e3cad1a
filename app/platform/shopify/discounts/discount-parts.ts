import type { DiscountItems, DiscountTerms } from "../../discount-terms";

/** Parts of a discount as selected by the queries. */
interface ReadItems {
  items:
    | { __typename: "AllDiscountItems" }
    | { __typename: "DiscountProducts"; products: IdPage; productVariants: { nodes: unknown[] } }
    | { __typename: "DiscountCollections"; collections: IdPage };
}
interface IdPage {
  nodes: { id: string }[];
  pageInfo: { hasNextPage: boolean };
}
type ReadBuyers =
  | { __typename: "DiscountBuyerSelectionAll" }
  | { __typename: "DiscountCustomers"; customers: { id: string }[] }
  | { __typename: "DiscountCustomerSegments"; segments: { id: string }[] };
type ReadMinimum =
  | { __typename: "DiscountMinimumQuantity"; greaterThanOrEqualToQuantity: string }
  | {
      __typename: "DiscountMinimumSubtotal";
      greaterThanOrEqualToSubtotal: { amount: string };
    };

/** Undefined: can't be expressed in our terms (single variants, or more than one page of items). */
export function itemsOf({ items }: ReadItems): DiscountItems | undefined {
  if (items.__typename === "AllDiscountItems") return { kind: "all" };
  if (items.__typename === "DiscountCollections") return listed("collections", items.collections);
  return items.productVariants.nodes.length > 0 ? undefined : listed("products", items.products);
}

function listed(kind: "products" | "collections", page: IdPage): DiscountItems | undefined {
  if (page.pageInfo.hasNextPage || page.nodes.length === 0) return undefined;
  return { kind, ids: page.nodes.map(({ id }) => id) };
}

export function buyersOf(context: ReadBuyers): DiscountTerms["customers"] {
  switch (context.__typename) {
    case "DiscountBuyerSelectionAll":
      return { kind: "all" };
    case "DiscountCustomers":
      return { kind: "customers", ids: context.customers.map(({ id }) => id) };
    case "DiscountCustomerSegments":
      return { kind: "segments", ids: context.segments.map(({ id }) => id) };
  }
}

export function minimumOf(minimum: ReadMinimum | null): DiscountTerms["minimum"] {
  if (!minimum) return null;
  return minimum.__typename === "DiscountMinimumQuantity"
    ? { quantity: Number(minimum.greaterThanOrEqualToQuantity) }
    : { subtotal: minimum.greaterThanOrEqualToSubtotal.amount };
}

/** Converts Shopify's 0–1 to 0–100, rounded to avoid artifacts as in 0.07 × 100. */
export const percentOf = (share: number): number => Number((share * 100).toFixed(6));

/** Converts 0–100 to Shopify's 0–1. */
export const shareOf = (percent: number): number => Number((percent / 100).toFixed(8));
