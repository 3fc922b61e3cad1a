import type { ParseOptions } from "../../../files/parse/parse-options";

export const batchStates = [
  "draft",
  "queued",
  "running",
  "done",
  "failed",
  "stopped",
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
  reading: ParseOptions;
  rowsRead: number;
  bytesRead: number;
  /** Codes that an undo has removed again. */
  removed: number;
  /** What went wrong last, for the merchant: why an import stopped or an undo was refused. */
  failure: string | null;
  createdBy: string;
  createdAt: Date;
  /** When the job began; null: not yet. */
  startedAt: Date | null;
  /** When the work last got further; null for drafts. */
  movedAt: Date | null;
  finishedAt: Date | null;
}

export type BatchNotFound = { kind: "batch_not_found" };

/** Whether the codes of the batch can be taken out again. */
export function canBeUndone({ state, added, removed }: Batch): boolean {
  return (state === "done" || state === "failed" || state === "stopped") && added > removed;
}

/** Whether a job is at work on the batch, or will be. */
export function isBusy(state: BatchState): boolean {
  return state === "queued" || state === "running" || state === "undoing";
}

/** Rows that did not become codes. */
export function rejectCount(counts: BatchCounts): number {
  return counts.alreadyHere + counts.twiceInFile + counts.elsewhere + counts.invalid;
}
