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

/** Numbers of rows by outcome. */
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
  byteSize: number;
  reading: ParseOptions;
  rowsRead: number;
  bytesRead: number;
  /** Codes that an undo removed. */
  removed: number;
  /** Why the import or undo failed, as a sentence for the merchant. */
  failure: string | null;
  createdBy: string;
  createdAt: Date;
  /** When the job started; null: not yet. */
  startedAt: Date | null;
  /** When the job last made progress; null for drafts. */
  lastProgressAt: Date | null;
  finishedAt: Date | null;
}

export type BatchNotFound = { kind: "batch_not_found" };

export function canBeUndone({ state, added, removed }: Batch): boolean {
  return (state === "done" || state === "failed" || state === "stopped") && added > removed;
}

/** Whether a job is queued or running for the batch. */
export function isBusy(state: BatchState): boolean {
  return state === "queued" || state === "running" || state === "undoing";
}

/** Rows that did not become codes. */
export function rejectCount(counts: BatchCounts): number {
  return counts.alreadyHere + counts.twiceInFile + counts.elsewhere + counts.invalid;
}
