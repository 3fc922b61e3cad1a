import type { Reading } from "../reading/reading";

export const batchStates = [
  "draft",
  "queued",
  "running",
  "done",
  "failed",
  "undoing",
  "undone",
] as const;
export type BatchState = (typeof batchStates)[number];

const rejectReasons = ["already_in_pool", "twice_in_file", "in_another_pool", "invalid"] as const;
export type RejectReason = (typeof rejectReasons)[number];

/** How many rows of a batch became codes, and how many did not and why. */
export interface BatchCounts {
  added: number;
  alreadyHere: number;
  twiceInFile: number;
  elsewhere: number;
  invalid: number;
}

export interface Batch extends BatchCounts {
  id: number;
  poolId: number;
  state: BatchState;
  fileName: string;
  /** Bytes. */
  byteSize: number;
  reading: Reading;
  rowsRead: number;
  bytesRead: number;
  /** What went wrong last, for the merchant: why an import stopped or an undo was refused. */
  failure: string | null;
  createdBy: string;
  createdAt: Date;
  finishedAt: Date | null;
}

export type BatchNotFound = { kind: "batch_not_found" };

/** Whether a job is at work on the batch, or will be. */
export function isBusy(state: BatchState): boolean {
  return state === "queued" || state === "running" || state === "undoing";
}

/** Rows that did not become codes. */
export function rejectCount(counts: BatchCounts): number {
  return counts.alreadyHere + counts.twiceInFile + counts.elsewhere + counts.invalid;
}
