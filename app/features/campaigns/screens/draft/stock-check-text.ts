import { count, number } from "../../../../ui/format";
import type { StockCheck } from "../../drafting/check-stock";

export interface StockCheckText {
  enough: boolean;
  title: string;
  /** What happens to those for whom the pool has no code. */
  details: string[];
}

/** Whether the stock suffices for a campaign, as a merchant reads it. */
export function stockCheckText(verdict: StockCheck, poolName: string): StockCheckText {
  const { needed, available, short, fallbacks, refused, bound } = verdict;
  const people = `${count(needed, "recipient")} who ${needed === 1 ? "needs" : "need"} one`;
  if (short > 0) {
    return {
      enough: false,
      title: `Short by ${number(short)}: ${number(available ?? 0)} available for ${people}`,
      details: [
        ...(bound === null ? [] : [boundText[bound]]),
        ...fallbacks.map(
          ({ name, codes }) => `${number(codes)} would get a code of the fallback “${name}”.`,
        ),
        ...(refused > 0
          ? [
              `${number(refused)} would get no code. You can assign theirs later, once “${poolName}” has codes again.`,
            ]
          : []),
      ],
    };
  }
  return { enough: true, title: enoughText(verdict, people), details: [] };
}

/** Why a pool that generates its codes can't generate enough of them. */
const boundText = {
  guessing:
    "The pool can’t generate more codes of this length: they’d be too easy to guess. Longer codes fix that.",
  limit: "The pool reaches its limit of generated codes. Raise the limit in its settings.",
  dates: "The pool’s default expiration is in the past. Choose a later date in its settings.",
} as const;

function enoughText({ needed, available, bound }: StockCheck, people: string): string {
  if (needed === 0) return "Enough: every recipient holds a code of this pool already";
  if (available === null) return "Enough: everyone gets the same code";
  const ready = count(available, "code");
  return bound === null
    ? `Enough: ${ready} available for ${people}`
    : `Enough: up to ${ready} available for ${people}`;
}
