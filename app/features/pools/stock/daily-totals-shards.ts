/** Rows of `daily_total` that the pools of a shop share for one day and source. */
export const dailyTotalsShards = 64;
