/** Rows of `daily_total` per shop, day and source. The pools of a shop are spread over them. */
export const dailyTotalsShards = 64;
