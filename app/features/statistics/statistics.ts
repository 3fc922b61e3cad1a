import type { Period } from "./period";

/** What orders came to in one currency. Money is in decimal strings. */
export interface CurrencyFigures {
  /** ISO 4217. */
  currency: string;
  /** Orders that used a code and stand. */
  orders: number;
  /** What the codes took off. */
  discount: string;
  /** What the orders came to, refunds taken off. */
  orderValue: string;
}

/** What one source gave out, and what came of it. */
export interface SourceFigures {
  /** `manual`, `api`, `campaign:<name>`, …; `unassigned`: used without ever having been given out. */
  source: string;
  assigned: number;
  redeemed: number;
  money: CurrencyFigures[];
}

export interface DayFigures {
  /** `YYYY-MM-DD` of the shop's calendar. */
  day: string;
  /** Given out on that day, and not taken back since. */
  assigned: number;
  /** Used in orders of that day that stand. */
  redeemed: number;
}

/** What pools did in a period. Orders for a test and reversed ones do not count. */
export interface Statistics {
  period: Period;
  assigned: number;
  redeemed: number;
  /** Of the redeemed: by somebody else than the recipient. */
  leaked: number;
  money: CurrencyFigures[];
  /** Every day of the period. */
  days: DayFigures[];
  /** Those that gave out most come first; at most `mostSources`. */
  sources: SourceFigures[];
  /** There are more sources than are listed. */
  moreSources: boolean;
}

export const mostSources = 50;

/** Of those who were given a code, how many used one: 0 to 1; null where nobody was. */
export function redemptionRate({ assigned, redeemed }: { assigned: number; redeemed: number }) {
  return assigned > 0 ? redeemed / assigned : null;
}
