/** `others`: by somebody else than the recipient. `unassigned`: without ever having been assigned. */
export const unexpectedKinds = ["others", "unassigned"] as const;
export type UnexpectedKind = (typeof unexpectedKinds)[number];

/** A code that a kept order used though it was not the buyer's. */
export interface UnexpectedUse {
  /** The platform's id of the order. */
  orderId: string;
  /** As people call it: `#1001`. */
  order: string;
  orderedAt: Date;
  /** Null when the code itself is gone. */
  code: string | null;
  pool: { id: number; name: string; deleted: boolean };
  /** Whom the code was assigned to: an address or `customer:123`; null: nobody, or erased. */
  recipient: string | null;
  /** What the code took off, a decimal string in `currency`. */
  amount: string;
  currency: string;
}
