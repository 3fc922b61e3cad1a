/** Amounts in this file are in minor units (cents) of the shop's currency, times in milliseconds. */
export interface Allocation {
  /** Index in the order's `discounts`. */
  discount: number;
  amount: number;
}

export interface OrderLine {
  id: string;
  /** Null for a custom item. */
  productId: string | null;
  variantId: string | null;
  title: string;
  variantTitle: string | null;
  sku: string;
  vendor: string | null;
  price: number;
  /** The quantity when placed, which the allocations refer to. 0 for a line added by an edit. */
  placedQuantity: number;
  /** Everything ever ordered, including what was removed or refunded since. */
  quantity: number;
  currentQuantity: number;
  allocations: Allocation[];
}

/** A discount as applied to the order, regardless of later changes to the discount. */
export interface OrderDiscount {
  kind: "code" | "automatic" | "manual";
  /** In the shop's spelling. Null unless `kind` is "code". */
  code: string | null;
  title: string;
  discountId: string | null;
  allocationMethod: "ACROSS" | "EACH" | "ONE";
  targetSelection: "ALL" | "ENTITLED" | "EXPLICIT";
  targetType: "LINE_ITEM" | "SHIPPING_LINE";
  value: { percentage: number } | { amount: number };
}

export interface OrderShipping {
  id: string;
  title: string;
  code: string;
  price: number;
  refunded: number;
  allocations: Allocation[];
}

export interface Transaction {
  id: string;
  kind: "SALE" | "REFUND";
  status: "SUCCESS";
  gateway: string;
  amount: number;
  createdAt: number;
  parentId: string | null;
}

export type RestockType = "NO_RESTOCK" | "CANCEL" | "RETURN";

export interface RefundLine {
  id: string;
  lineId: string;
  quantity: number;
  restockType: RestockType;
  subtotal: number;
}

export interface Refund {
  id: string;
  createdAt: number;
  note: string | null;
  lines: RefundLine[];
  shipping: number;
  transactionIds: string[];
}

export interface OrderAddress {
  firstName: string;
  lastName: string;
  address1: string;
  city: string;
  zip: string;
  country: string;
  countryCode: string;
}

/** The change of a line's quantity in an edit. */
export interface LineChange {
  lineId: string;
  delta: number;
}

export type CancelReason = "CUSTOMER" | "DECLINED" | "FRAUD" | "INVENTORY" | "OTHER" | "STAFF";

/** The buyer's currency if it differs from the shop's. */
export interface Presentment {
  currency: string;
  /** The value of one unit of the shop's currency in this currency. */
  rate: number;
}

export interface Order {
  id: string;
  /** 1001 for `#1001`. */
  number: number;
  customerId: string | null;
  email: string | null;
  test: boolean;
  sourceName: string;
  note: string | null;
  tags: string[];
  address: OrderAddress | null;
  lines: OrderLine[];
  shipping: OrderShipping | null;
  discounts: OrderDiscount[];
  transactions: Transaction[];
  refunds: Refund[];
  /** Null if the buyer pays in the shop's currency. Amounts are stored in the shop's in any case. */
  presentment: Presentment | null;
  /** The total when the order was placed. */
  originalTotal: number;
  edited: boolean;
  cancelReason: CancelReason | null;
  cancelledAt: number | null;
  createdAt: number;
  updatedAt: number;
}

export interface DraftLine {
  id: string;
  variantId: string | null;
  title: string;
  price: number;
  quantity: number;
}

export interface DraftOrder {
  id: string;
  number: number;
  customerId: string | null;
  email: string | null;
  note: string | null;
  tags: string[];
  codes: string[];
  lines: DraftLine[];
  orderId: string | null;
  completedAt: number | null;
  createdAt: number;
  updatedAt: number;
}

export const orderName = ({ number }: Pick<Order, "number">): string => `#${number}`;

export const orderCodes = ({ discounts }: Pick<Order, "discounts">): string[] =>
  discounts.flatMap(({ code }) => code ?? []);
