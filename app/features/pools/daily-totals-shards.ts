/** Rows of `shop_day` that the pools of a shop share for one day and source. */
export const dailyTotalsShards = 64;
