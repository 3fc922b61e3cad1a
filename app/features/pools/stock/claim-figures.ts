/** Rows of `daily_total` per shop, day and source. The pools of a shop are spread over them. */
export const dailyTotalsShards = 64;

/*
 * Parts of the statement that claims codes: they change the figures. Its parameters: $1 the shop, $2 the
 * pool, $5 the number of claims, $12 the source, $17 the day in the shop's calendar.
 */

/**
 * Counts the codes of `queue`. A queue that gave fewer codes than requested was read to its end. Codes
 * still in it have expired, so the cursor moves past them and the next claim skips them. `endOfQueue` is
 * SQL.
 */
export const countClaimed = (endOfQueue: string): string => `
  UPDATE pool_stock SET
    available = available - queue.count, assigned = assigned + queue.count,
    claim_cursor = GREATEST(claim_cursor, CASE WHEN queue.count = $5 THEN queue.last ELSE ${endOfQueue} END)
    FROM queue WHERE shop_id = $1 AND pool_id = $2 AND $5::bigint > 0`;

/** Counts the codes that were made for their recipients: `taken`. $4 is the claim cursor, which stays. */
export const countSealed = `
  UPDATE pool_stock SET assigned = assigned + $5::bigint, claim_cursor = GREATEST(claim_cursor, $4::bigint)
   WHERE shop_id = $1 AND pool_id = $2 AND $5::bigint > 0
), supply_counted AS (
  UPDATE pool_supply SET uploading = uploading + $5::bigint
   WHERE shop_id = $1 AND pool_id = $2 AND $5::bigint > 0`;

/** Adds to the recipients of a shared code. `fresh` is a query for their `count`. */
export const countRecipients = (fresh: string): string => `
  UPDATE pool_stock SET recipients = recipients + fresh.count
    FROM (${fresh}) AS fresh
   WHERE shop_id = $1 AND pool_id = $2 AND fresh.count > 0`;

/** Counts the assignments of `from` on their day of the pool. */
export const countDay = (from: string): string => `
  INSERT INTO pool_day (shop_id, pool_id, day, source, assigned)
  SELECT $1, $2, $17::date, $12, count(*) FROM ${from} HAVING count(*) > 0
  ON CONFLICT (shop_id, pool_id, day, source) DO UPDATE SET assigned = pool_day.assigned + excluded.assigned`;

/** Counts the assignments of `from` on their day of the shop. */
export const countDailyTotal = (from: string): string => `
  INSERT INTO daily_total (shop_id, day, source, slot, assigned)
  SELECT $1, $17::date, $12, $2::int % ${dailyTotalsShards}, count(*) FROM ${from} HAVING count(*) > 0
  ON CONFLICT (shop_id, day, source, slot) DO UPDATE SET assigned = daily_total.assigned + excluded.assigned`;
