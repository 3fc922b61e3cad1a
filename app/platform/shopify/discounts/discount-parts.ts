import type { DiscountItems, DiscountTerms } from "../../discount-terms";

/** Parts of a discount as the operations read them. */
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

/** Undefined: our terms cannot say it (single variants, or more items than one page holds). */
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

/** Shopify's 0 to 1 as our 0 to 100; without the dust of 0.07 × 100. */
export const percentOf = (share: number): number => Number((share * 100).toFixed(6));

/** Our 0 to 100 as Shopify's 0 to 1. */
export const shareOf = (percent: number): number => Number((percent / 100).toFixed(8));
