import { failure, type Result, success } from "../../../core/result";
import type { Released, ReleaseRejection } from "./release-assignments.server";

/** What a release of several assignments came to: numbers of assignments. */
export interface ReleaseSummary {
  /** Their codes are in the queue again. */
  returned: number;
  /** Their codes stop working, and fresh ones are generated in their place. */
  replaced: number;
  /** Released, but the code is out of date, void or shared and does not stand in a queue. */
  ended: number;
  /** Released before. */
  unchanged: number;
  /** An order used the code, or the assignment does not exist. */
  refused: number;
}

/** Sums up; a failure when nothing at all could be released. */
export function summariseRelease(
  answers: readonly Result<Released, ReleaseRejection>[],
): Result<ReleaseSummary, ReleaseRejection> {
  const summary = { returned: 0, replaced: 0, ended: 0, unchanged: 0, refused: 0 };
  for (const answer of answers) {
    if (!answer.ok) summary.refused += 1;
    else if (answer.value.code === "available") summary.returned += 1;
    else if (answer.value.code === "replaced") summary.replaced += 1;
    else if (answer.value.code === "unchanged") summary.unchanged += 1;
    else summary.ended += 1;
  }
  const refusal = answers.find((answer) => !answer.ok);
  return refusal && !refusal.ok && summary.refused === answers.length
    ? failure(refusal.failure)
    : success(summary);
}
