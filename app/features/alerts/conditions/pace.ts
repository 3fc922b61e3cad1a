/** Codes a pool assigned in the last seven days, including today, in the shop's time zone. */
export interface Pace {
  /** Codes per day with individual assignments: through the API, manual, or replacements. */
  days: number[];
  /** Codes assigned by campaigns and imports, which the merchant plans. */
  inLists: number;
}

/** Days that the rate is based on. */
export const paceDays = 7;

/**
 * Codes that a pool assigns in seven days, without campaigns and imports. Based on the median of the last
 * seven days, so one busy day doesn't set the rate. If most days had no assignments, it is the sum.
 */
export function weeklyPace({ days }: Pace): number {
  const all = [...days, ...Array<number>(Math.max(0, paceDays - days.length)).fill(0)];
  const median = all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
  return median > 0 ? median * paceDays : days.reduce((sum, codes) => sum + codes, 0);
}
