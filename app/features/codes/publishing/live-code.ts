import { discountOver } from "../../pools/pool-is-open";

/**
 * SQL: whether the store accepts `code` at checkout. True: it is on the platform, under a discount
 * that hasn't ended. False: it isn't, or not yet. Null: unknown, because the pool has no discount and
 * the code was never looked up. `now`: the query parameter with the current time.
 */
export const isLive = (now: `$${number}`) => `CASE
  WHEN code.in_store = false OR code.publish_status NOT IN ('none', 'live') THEN false
  WHEN code.publish_status = 'none' THEN code.in_store
  ELSE NOT EXISTS (
    SELECT 1 FROM readable.publish_batch AS sent
      JOIN readable.discount ON discount.shop_id = sent.shop_id AND discount.id = sent.discount_id
     WHERE sent.shop_id = code.shop_id AND sent.id = code.publish_batch_id
       AND ${discountOver(now)}) END`;

/** SQL: `isLive` for claims, where the pool's discount is known not to have ended. */
export const isLiveInOpenPool = `CASE
  WHEN in_store = false OR publish_status NOT IN ('none', 'live') THEN false
  WHEN publish_status = 'none' THEN in_store ELSE true END`;
