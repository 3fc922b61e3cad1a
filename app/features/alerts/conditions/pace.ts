/** What a pool gave out on the last seven days of the shop's calendar, today among them. */
export interface Pace {
  /** Codes of each day that gave some out one by one: to callers of the API, by hand, as replacements. */
  days: number[];
  /** Codes that campaigns and imports gave to their lists: the merchant plans those. */
  inLists: number;
}

/** Days that a pace is taken from. */
export const paceDays = 7;

/**
 * Codes that a pool gives out in seven days, campaigns and imports apart: by the median of the last
 * seven days, so that one busy day does not set the pace. Where most days gave out nothing it is what
 * the seven days took.
 */
export function weeklyPace({ days }: Pace): number {
  const all = [...days, ...Array<number>(Math.max(0, paceDays - days.length)).fill(0)];
  const median = all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
  return median > 0 ? median * paceDays : days.reduce((sum, codes) => sum + codes, 0);
}
