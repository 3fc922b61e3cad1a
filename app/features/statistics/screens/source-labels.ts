import { money } from "../../../core/format";
import { type CurrencyFigures, redemptionRate } from "../statistics";

/** `0.1234` → `12.3%`; `–` if nothing was assigned, and never `0.0%` if something was redeemed. */
export function ratePercent(figures: { assigned: number; redeemed: number }): string {
  const rate = redemptionRate(figures);
  if (rate === null) return "–";
  return rate > 0 && rate < 0.001 ? "<0.1%" : `${(rate * 100).toFixed(1)}%`;
}

/** One amount per currency; `–` if there are none. */
export function amounts(sums: readonly CurrencyFigures[], of: "discount" | "orderValue"): string {
  if (sums.length === 0) return "–";
  return sums.map((sum) => money(sum[of], sum.currency)).join(" + ");
}
