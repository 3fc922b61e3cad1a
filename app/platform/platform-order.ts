/** An order as the shop system has it. Amounts are decimal strings in the store's own currency. */
export interface PlatformOrder {
  /** The shop system's own id: an opaque text. */
  id: string;
  /** As people call it: `#1001`. */
  name: string;
  createdAt: Date;
  /** Moves with every change: the order's version. */
  updatedAt: Date;
  cancelledAt: Date | null;
  /** Placed to try the shop out: nobody paid. */
  test: boolean;
  /** The store's, ISO 4217; the buyer may have paid in another one. */
  currency: string;
  /** What the order came to, before refunds. */
  total: string;
  refunded: string;
  /** The money for everything bought was given back. Shipping may have been kept. */
  fullyRefunded: boolean;
  /** The discount codes that it carries, and what each took off. */
  codes: OrderCode[];
  /** The address that the buyer gave at checkout. */
  email: string | null;
  customerId: string | null;
  /** The address of the customer's account; it may differ from the order's. */
  customerEmail: string | null;
}

/** An order as an event tells of it. `refunded` is null when it was told in the buyer's currency. */
export type IncomingOrder = Omit<PlatformOrder, "refunded"> & { refunded: string | null };

interface OrderCode {
  code: string;
  amount: string;
}

/** What a list of orders tells of each: enough to see whether what we know is still true. */
type OrderGlance = Pick<
  PlatformOrder,
  "id" | "updatedAt" | "cancelledAt" | "total" | "refunded"
> & {
  /** Null: the list does not tell whether only shipping was kept. */
  fullyRefunded: boolean | null;
  codes: string[];
};

/** A page of orders, in the order of their last change. */
export interface OrderPage {
  orders: OrderGlance[];
  /** Where the next page begins; null: this is the last. */
  nextCursor: string | null;
}

export type OrderNotFound = { kind: "order_not_found" };
