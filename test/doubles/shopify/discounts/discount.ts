export interface RedeemCode {
  id: string;
  /** As entered. Lookups ignore case. */
  code: string;
  /** The actual number of uses, and the one in the API, which follows with a delay. */
  usage: number;
  countedUsage: number;
}

export type DiscountItems =
  | { kind: "all" }
  | { kind: "products"; productIds: string[]; variantIds: string[] }
  | { kind: "collections"; collectionIds: string[] };

export type DiscountContext =
  | { kind: "all" }
  | { kind: "customers"; customerIds: string[] }
  | { kind: "segments"; segmentIds: string[] };

export type DiscountMinimum =
  | { kind: "quantity"; quantity: number }
  | { kind: "subtotal"; amount: string };

export type DiscountValue =
  /** 0 to 1, as in the API. */
  | { kind: "percentage"; percentage: number }
  | { kind: "amount"; amount: string; onEachItem: boolean }
  | { kind: "quantity"; quantity: number; percentage: number };

export interface CombinesWith {
  orderDiscounts: boolean;
  productDiscounts: boolean;
  shippingDiscounts: boolean;
}

export interface DiscountBase {
  id: string;
  /** Code discounts are redeemed with a code. Automatic discounts have none. */
  method: "code" | "automatic";
  title: string;
  startsAt: number;
  endsAt: number | null;
  createdAt: number;
  updatedAt: number;
  context: DiscountContext;
  combinesWith: CombinesWith;
  appliesOncePerCustomer: boolean;
  usageLimit: number | null;
  recurringCycleLimit: number | null;
  appliesOnOneTimePurchase: boolean;
  appliesOnSubscription: boolean;
  tags: string[];
  /** In order of their IDs. Change them only through `codes/code-index.ts`, which keeps an index. */
  codes: RedeemCode[];
}

export interface BasicDiscount extends DiscountBase {
  kind: "basic";
  value: DiscountValue;
  items: DiscountItems;
  minimum: DiscountMinimum | null;
}

export interface BxgyDiscount extends DiscountBase {
  kind: "bxgy";
  buys: { items: DiscountItems; minimum: DiscountMinimum };
  gets: { items: DiscountItems; value: DiscountValue };
  usesPerOrderLimit: number | null;
}

export interface FreeShippingDiscount extends DiscountBase {
  kind: "free-shipping";
  minimum: DiscountMinimum | null;
  maximumShippingPrice: string | null;
  /** Country codes, or null for everywhere. */
  countries: string[] | null;
}

export interface AppDiscount extends DiscountBase {
  kind: "app";
  functionId: string;
  discountClasses: ("ORDER" | "PRODUCT" | "SHIPPING")[];
}

export type Discount = BasicDiscount | BxgyDiscount | FreeShippingDiscount | AppDiscount;
