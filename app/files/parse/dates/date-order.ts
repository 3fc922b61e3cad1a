import { isAmbiguousDate, orderOfDate } from "./date-text";

/**
 * The order of day and month that the dates of a column prove, or undefined if they prove none.
 * Only valid dates count: `31/31/2027` proves nothing. If both orders occur, the more frequent one
 * wins and `mixed` is true.
 */
export function certainDateOrder(
  dates: readonly string[],
): { dayFirst: boolean; mixed: boolean } | undefined {
  const orders = dates.map(orderOfDate);
  const dayFirst = orders.filter((order) => order === "day_first").length;
  const monthFirst = orders.filter((order) => order === "month_first").length;
  if (dayFirst + monthFirst === 0) return undefined;
  return { dayFirst: dayFirst > monthFirst, mixed: dayFirst > 0 && monthFirst > 0 };
}

/** Counts the dates that are valid in both orders. */
export function ambiguousDates(dates: readonly string[]): number {
  return dates.filter(isAmbiguousDate).length;
}

const monthFirstCurrencies = new Set(["USD", "CAD", "PHP"]);

/** Whether the store's region writes the day first, guessed from its currency (ISO 4217). */
export function writesDayFirst({ currency }: { currency: string }): boolean {
  return !monthFirstCurrencies.has(currency);
}
