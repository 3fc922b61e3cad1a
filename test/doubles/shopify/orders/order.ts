/** Amounts are in minor units (cents) of the shop's currency, times in milliseconds. */
export interface Allocation {
  /** Place in the order's `discounts`. */
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
  /** At the time of ordering; 0 for a line that an edit added. The allocations are for these. */
  placedQuantity: number;
  /** All that was ever ordered, also what was removed or refunded since. */
  quantity: number;
  currentQuantity: number;
  allocations: Allocation[];
}

/** A discount as the order remembers it, whatever becomes of the discount later. */
export interface OrderDiscount {
  kind: "code" | "automatic" | "manual";
  /** As the shop wrote it. Null unless `kind` is "code". */
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

/** What an edit did to a line: how many more of it there are, or fewer. */
export interface LineChange {
  lineId: string;
  delta: number;
}

export type CancelReason = "CUSTOMER" | "DECLINED" | "FRAUD" | "INVENTORY" | "OTHER" | "STAFF";

/** The currency that a buyer pays in, when it is not the shop's. */
export interface Presentment {
  currency: string;
  /** What one of the shop's currency is in it. */
  rate: number;
}

export interface Order {
  id: string;
  /** 1001 in `#1001`. */
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
  /** Null: the buyer pays in the shop's currency. Amounts are kept in the shop's either way. */
  presentment: Presentment | null;
  /** What had to be paid when it was placed. */
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
