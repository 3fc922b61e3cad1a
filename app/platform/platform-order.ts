/** An order as the shop system has it. Amounts are decimal strings in the order's currency. */
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
  /** ISO 4217. */
  currency: string;
  /** What the order came to, before refunds. */
  total: string;
  refunded: string;
  /** Everything that was paid was given back. */
  fullyRefunded: boolean;
  /** The discount codes that it carries, and what each took off. */
  codes: OrderCode[];
  email: string | null;
  customerId: string | null;
}

interface OrderCode {
  code: string;
  amount: string;
}

/** What a list of orders tells of each: enough to see whether what we know is still true. */
type OrderGlance = Pick<
  PlatformOrder,
  "id" | "updatedAt" | "cancelledAt" | "total" | "refunded" | "fullyRefunded"
> & { codes: string[] };

/** A page of orders, in the order of their last change. */
export interface OrderPage {
  orders: OrderGlance[];
  /** Where the next page begins; null: this is the last. */
  nextCursor: string | null;
}

export type OrderNotFound = { kind: "order_not_found" };
