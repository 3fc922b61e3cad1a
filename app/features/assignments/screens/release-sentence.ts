import { count, number } from "../../../ui/format";
import type { ReleaseSummary } from "../release/release-summary";

/** What a release came to, for the person who asked for it. */
export function releaseSentence({
  returned,
  replaced,
  ended,
  unchanged,
  refused,
}: ReleaseSummary): string {
  const parts = [
    returned > 0 && `${count(returned, "code")} returned to the stock.`,
    replaced > 0 &&
      `${count(replaced, "code")} released. ${replaced === 1 ? "It stops" : "They stop"} working, and the pool generates new ones.`,
    ended > 0 && `${count(ended, "assignment")} ended; the code does not return to the stock.`,
    unchanged > 0 && `${number(unchanged)} already released.`,
    refused > 0 && `${number(refused)} could not be released: an order used the code.`,
  ];
  return parts.filter(Boolean).join(" ");
}
