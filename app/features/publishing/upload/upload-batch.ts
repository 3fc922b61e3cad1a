/** Codes that are on their way to the platform in one call: a row of `publish_batch`, at work. */
export interface UploadBatch {
  /** Of the row. */
  batchId: number;
  poolId: number;
  /** The platform's id of the discount that they go under. */
  discount: string;
  codes: string[];
  /** The platform's id of the addition; null: not sent yet, or the answer was lost. */
  additionId: string | null;
  /** Milliseconds, by the process's own counter: when it may be sent (again). */
  notBefore: number;
  /** When it was sent, by the same counter. */
  sentAt: number;
  /** How often it was sent. */
  tries: number;
  sending: boolean;
}

/** Kinds of uploads: `bulk` in the order of the lines, `urgent` for codes that somebody holds already. */
export type UploadPriority = "bulk" | "urgent";

export function newBatch(
  row: Pick<UploadBatch, "batchId" | "poolId" | "discount" | "codes" | "additionId">,
): UploadBatch {
  return { ...row, notBefore: 0, sentAt: 0, tries: 0, sending: false };
}

/** Milliseconds to wait before the next try: doubles with each. */
export function pauseAfter(tries: number): number {
  return Math.min(10_000, 100 * 2 ** tries);
}
