import { failure, type Result, success } from "../../../core/result";
import type { Released, ReleaseRejection } from "./release-assignments.server";

/** Numbers of assignments by outcome of a release. */
export interface ReleaseSummary {
  /** Their codes are back in the queue. */
  returned: number;
  /** Their codes are void, and the pool generates new ones. */
  replaced: number;
  /** Released, but the code is expired, void or shared, and not back in the queue. */
  ended: number;
  /** Released earlier. */
  unchanged: number;
  /** An order used the code, or the assignment doesn't exist. */
  refused: number;
}

/** Counts the results. If every assignment was rejected, fails with the first rejection. */
export function summariseRelease(
  results: readonly Result<Released, ReleaseRejection>[],
): Result<ReleaseSummary, ReleaseRejection> {
  const summary = { returned: 0, replaced: 0, ended: 0, unchanged: 0, refused: 0 };
  for (const result of results) {
    if (!result.ok) summary.refused += 1;
    else if (result.value.code === "available") summary.returned += 1;
    else if (result.value.code === "replaced") summary.replaced += 1;
    else if (result.value.code === "unchanged") summary.unchanged += 1;
    else summary.ended += 1;
  }
  const rejection = results.find((result) => !result.ok);
  return rejection && !rejection.ok && summary.refused === results.length
    ? failure(rejection.failure)
    : success(summary);
}
