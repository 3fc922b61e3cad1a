import { count, number } from "../../../core/format";
import type { ReleaseSummary } from "../release/release-summary";

/** The outcome of a release, for the merchant who started it. */
export function releaseSentence({
  returned,
  replaced,
  ended,
  unchanged,
  refused,
}: ReleaseSummary): string {
  const parts = [
    returned > 0 && `${count(returned, "code")} released and back in the pool.`,
    replaced > 0 &&
      `${count(replaced, "code")} released. ${replaced === 1 ? "It stops" : "They stop"} working, and the pool generates new ones.`,
    ended > 0 &&
      `${count(ended, "code")} released. ${ended === 1 ? "It won’t" : "They won’t"} return to the pool.`,
    unchanged > 0 && `${number(unchanged)} already released.`,
    refused > 0 && `${number(refused)} couldn’t be released because an order used the code.`,
  ];
  return parts.filter(Boolean).join(" ");
}
