/** A replacement code that hasn't been sent to its recipient. */
export interface UnsentCode {
  assignmentId: number;
  /** An address or `customer:123`. */
  recipient: string;
  code: string;
  /** Null: no end. */
  expiresAt: Date | null;
  /** The code it replaces; null if that one was removed. */
  insteadOf: string | null;
  /** Name of the canceled or refunded order; null if the store rejected the first code. */
  order: string | null;
  pool: { id: number; name: string };
  since: Date;
}

/** Above this, the page says "more than" instead of counting. */
export const maxCounted = 1_000;
