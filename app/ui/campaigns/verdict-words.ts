import type { StockVerdict } from "../../campaigns/drafting/judge-stock";
import { count, number } from "../format";

export interface VerdictWords {
  enough: boolean;
  title: string;
  /** What happens to those for whom the pool has no code. */
  details: string[];
}

/** Whether the stock suffices for a campaign, as a merchant reads it. */
export function verdictWords(verdict: StockVerdict, poolName: string): VerdictWords {
  const { needed, available, short, fallbacks, refused } = verdict;
  const people = `${count(needed, "recipient")} who ${needed === 1 ? "needs" : "need"} one`;
  if (short > 0) {
    return {
      enough: false,
      title: `Short by ${number(short)}: ${number(available ?? 0)} available for ${people}`,
      details: [
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
  return { enough: true, title: enoughWords(verdict, people), details: [] };
}

function enoughWords({ needed, available }: StockVerdict, people: string): string {
  if (needed === 0) return "Enough: every recipient holds a code of this pool already";
  if (available === null) return `Enough: this pool does not run out, for ${people}`;
  return `Enough: ${count(available, "code")} available for ${people}`;
}
