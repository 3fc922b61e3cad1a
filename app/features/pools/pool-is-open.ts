/** SQL condition: `pool` is neither archived nor deleted. */
export const poolInUse = "pool.archived_at IS NULL AND pool.deleted_at IS NULL";

/** SQL condition: `pool` is in use and active. Its discount may still have ended. */
export const poolActive = `pool.active AND ${poolInUse}`;

/** SQL condition: the codes of `pool` are sealed (`isSealed`). */
export const poolSealed =
  "(pool.type = 'dynamic' AND (pool.holder_only OR pool.personal_expiration))";

/**
 * SQL condition: the codes of `discount` no longer work. `now`: the parameter for the current time.
 */
export const discountOver = (now: `$${number}`) =>
  `(discount.status IN ('expired', 'deleted') OR discount.ends_at <= ${now})`;

/**
 * SQL columns: `open`, whether `pool` assigns codes, and `discountEnded`, one reason why not.
 * Requires `poolDiscountEnded` in the FROM clause.
 */
export const poolOpenColumns = `${poolActive} AND NOT discount.ended AS open,
            discount.ended AS "discountEnded"`;

/**
 * SQL join: `discount.ended`, true if the discount of `pool` has ended. False without a discount.
 */
export const poolDiscountEnded = (now: `$${number}`) => `CROSS JOIN LATERAL (
        SELECT EXISTS (SELECT 1 FROM readable.discount
                        WHERE discount.shop_id = pool.shop_id AND discount.id = pool.discount_id
                          AND ${discountOver(now)}) AS ended) AS discount`;
