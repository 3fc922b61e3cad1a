/** A code that took another's place, and that its recipient was not sent yet. */
export interface UnsentCode {
  assignmentId: number;
  /** An address or `customer:123`. */
  recipient: string;
  code: string;
  /** Decided when it was assigned; null: no end. */
  expiresAt: Date | null;
  /** The code that it took the place of; null: it is gone. */
  insteadOf: string | null;
  /** Name of the order that was canceled or refunded; null: the store refused the first code. */
  order: string | null;
  pool: { id: number; name: string };
  since: Date;
}

/** Above this the count of codes to send says "more than". */
export const mostCounted = 1_000;
