/** A bulk creation in progress, started by `discountRedeemCodeBulkAdd`. */
export interface CodeCreation {
  id: string;
  discountId: string;
  createdAt: number;
  codes: string[];
  /** Number of codes processed so far, whether created or rejected. */
  tried: number;
  /** Rejection messages by index. */
  refusals: Record<number, string>;
  /** The index at which it stops forever because of a fault; null without one. */
  stopsAt: number | null;
}

export const isDone = ({ tried, codes, stopsAt }: CodeCreation): boolean =>
  stopsAt === null && tried >= codes.length;
