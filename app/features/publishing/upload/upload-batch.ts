/** Codes sent to the platform in one call: an unfinished row of `publish_batch`. */
export interface UploadBatch {
  /** ID of the row. */
  batchId: number;
  poolId: number;
  /** The platform's ID of the discount. */
  discount: string;
  codes: string[];
  /** The platform's ID of the addition; null: not sent yet, or the response was lost. */
  additionId: string | null;
  /** Earliest time of the next attempt, in milliseconds of `performance.now()`. */
  notBefore: number;
  /** When it was sent, on the same clock. */
  sentAt: number;
  /** Number of attempts. */
  tries: number;
  sending: boolean;
}

/** `bulk`: in queue order. `urgent`: codes that are already assigned. */
export type UploadPriority = "bulk" | "urgent";

export function newBatch(
  row: Pick<UploadBatch, "batchId" | "poolId" | "discount" | "codes" | "additionId">,
): UploadBatch {
  return { ...row, notBefore: 0, sentAt: 0, tries: 0, sending: false };
}

/** Milliseconds to wait before the next attempt; doubles each time. */
export function pauseAfter(tries: number): number {
  return Math.min(10_000, 100 * 2 ** tries);
}
