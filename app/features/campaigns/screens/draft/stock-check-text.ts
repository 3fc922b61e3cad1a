import { count, number } from "../../../../core/format";
import type { StockCheck } from "../../drafting/check-stock";

export interface StockCheckText {
  enough: boolean;
  title: string;
  /** What happens to recipients that the pool can't serve. */
  details: string[];
}

/** The stock check as text for the merchant. */
export function stockCheckText(stockCheck: StockCheck, poolName: string): StockCheckText {
  const { needed, available, short, fallbacks, refused, bound } = stockCheck;
  if (short > 0) {
    return {
      enough: false,
      title: `${count(short, "more code")} needed: ${number(available ?? 0)} available for ${count(needed, "recipient")}`,
      details: [
        ...(bound === null ? [] : [boundText[bound]]),
        ...fallbacks.map(
          ({ name, codes }) =>
            `${count(codes, "recipient")} would get a code from the fallback “${name}”.`,
        ),
        ...(refused > 0
          ? [
              `${count(refused, "recipient")} wouldn’t get a code. You can assign theirs later, when “${poolName}” has codes again.`,
            ]
          : []),
      ],
    };
  }
  return { enough: true, title: enoughText(stockCheck), details: [] };
}

/** Why a dynamic pool can't generate enough codes. */
const boundText = {
  guessing: "More codes of this length would be too easy to guess. Use longer codes.",
  limit: "The pool would reach its limit of generated codes. Raise the limit in its settings.",
  dates: "The pool’s default expiration is in the past. Choose a later date in its settings.",
} as const;

function enoughText({ needed, available, madeAsNeeded, bound }: StockCheck): string {
  if (needed === 0) return "Every recipient already has a code from this pool";
  if (available === null) {
    return madeAsNeeded
      ? "You have enough codes: each is made when it’s assigned"
      : "You have enough codes: everyone gets the same one";
  }
  const stock = bound === null ? number(available) : `up to ${number(available)}`;
  return `You have enough codes: ${stock} available, ${number(needed)} needed`;
}
