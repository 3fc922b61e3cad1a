import { type CurrencyFigures, redemptionRate } from "../../statistics/statistics";
import { money } from "./money";

/** `0.1234` → `12.3%`; `–` where nothing was given out. */
export function ratePercent(figures: { assigned: number; redeemed: number }): string {
  const rate = redemptionRate(figures);
  return rate === null ? "–" : `${(rate * 100).toFixed(1)}%`;
}

/** One amount for each currency that orders were in; `–` where there was none. */
export function amounts(sums: readonly CurrencyFigures[], of: "discount" | "orderValue"): string {
  if (sums.length === 0) return "–";
  return sums.map((one) => money(one[of], one.currency)).join(" + ");
}
