import type { Period } from "./period";

/** Figures of orders in one currency. Money is a decimal string. */
export interface CurrencyFigures {
  /** ISO 4217. */
  currency: string;
  /** Orders that used a code, without canceled and refunded ones. */
  orders: number;
  /** Discount given by the codes. */
  discount: string;
  /** Total of the orders minus refunds. */
  orderValue: string;
}

/** Figures of one source. */
export interface SourceFigures {
  /** `manual`, `api`, `campaign:<name>`, …; `unassigned`: used without being assigned. */
  source: string;
  assigned: number;
  redeemed: number;
  money: CurrencyFigures[];
}

export interface DayFigures {
  /** `YYYY-MM-DD` in the store's time zone. */
  day: string;
  /** Assigned on that day, and not released since. */
  assigned: number;
  /** Used in orders of that day that weren't canceled or refunded. */
  redeemed: number;
}

/** Statistics of a period. Excludes test orders and reversed orders. */
export interface Statistics {
  period: Period;
  assigned: number;
  redeemed: number;
  /** Of the redeemed codes: used by someone other than the recipient. */
  leaked: number;
  money: CurrencyFigures[];
  /** Every day of the period. */
  days: DayFigures[];
  /** Most assignments first; at most `maxSources`. */
  sources: SourceFigures[];
  /** There are more sources than listed. */
  moreSources: boolean;
}

export const maxSources = 50;

/** Redeemed codes per assigned code: 0 to 1; null if none were assigned. */
export function redemptionRate({ assigned, redeemed }: { assigned: number; redeemed: number }) {
  return assigned > 0 ? redeemed / assigned : null;
}
