/** `others`: used by someone other than the recipient. `unassigned`: never assigned. */
export const unexpectedKinds = ["others", "unassigned"] as const;
export type UnexpectedKind = (typeof unexpectedKinds)[number];

/** A code in an order whose buyer isn't its recipient. */
export interface UnexpectedUse {
  /** The platform's order ID. */
  orderId: string;
  /** The order's name: `#1001`. */
  order: string;
  orderedAt: Date;
  /** Null if the code was deleted. */
  code: string | null;
  pool: { id: number; name: string; deleted: boolean };
  /** Recipient: an email address or `customer:123`; null: not assigned, or erased. */
  recipient: string | null;
  /** Discount by this code: decimal string in `currency`. */
  amount: string;
  currency: string;
}
