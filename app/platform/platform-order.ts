/** An order on the platform. Amounts are decimal strings in the store's currency. */
export interface PlatformOrder {
  /** The platform's ID: an opaque string. */
  id: string;
  /** The order's name: `#1001`. */
  name: string;
  createdAt: Date;
  /** Changes with every update, so it serves as the order's version. */
  updatedAt: Date;
  cancelledAt: Date | null;
  /** A test order, which wasn't paid. */
  test: boolean;
  /** The store's currency, ISO 4217. The buyer may have paid in another one. */
  currency: string;
  /** Total before refunds. */
  total: string;
  refunded: string;
  /** All items were refunded. Shipping may have been kept. */
  fullyRefunded: boolean;
  /** Discount codes in the order, with the discount each one gave. */
  codes: OrderCode[];
  /** Email entered at checkout. */
  email: string | null;
  customerId: string | null;
  /** Email of the customer account. It may differ from the order's. */
  customerEmail: string | null;
}

/** An order in a webhook. `refunded` is null if the payload has it only in the buyer's currency. */
export type IncomingOrder = Omit<PlatformOrder, "refunded"> & { refunded: string | null };

interface OrderCode {
  code: string;
  amount: string;
}

/** Order fields in a list: enough to detect a change. */
type OrderSummary = Pick<
  PlatformOrder,
  "id" | "updatedAt" | "cancelledAt" | "total" | "refunded"
> & {
  /** Null: the list doesn't say whether only shipping was kept. */
  fullyRefunded: boolean | null;
  codes: string[];
};

/** A page of orders, by last change. */
export interface OrderPage {
  orders: OrderSummary[];
  /** Cursor of the next page; null: this is the last. */
  nextCursor: string | null;
}

export type OrderNotFound = { kind: "order_not_found" };
