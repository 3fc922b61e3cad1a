/** SQL: whether `pool` is in use: neither archived nor deleted. */
export const poolInUse = "pool.archived_at IS NULL AND pool.deleted_at IS NULL";

/** SQL: whether `pool` is in use and switched on. Its discount may have ended nevertheless. */
export const poolActive = `pool.active AND ${poolInUse}`;

/** SQL: whether a row of `discount` is over: its codes no longer work. `now`: the parameter of the moment. */
export const discountOver = (now: `$${number}`) =>
  `(discount.status IN ('expired', 'deleted') OR discount.ends_at <= ${now})`;

/**
 * SQL: two columns that say whether `pool` assigns codes: `open`, and `discountEnded` for the reason why
 * it does not. Needs `poolDiscountEnded` in the FROM clause.
 */
export const poolOpenColumns = `${poolActive} AND NOT discount.ended AS open,
            discount.ended AS "discountEnded"`;

/** SQL: `discount.ended`, true where the discount of `pool` is over. A pool without one is never ended. */
export const poolDiscountEnded = (now: `$${number}`) => `CROSS JOIN LATERAL (
        SELECT EXISTS (SELECT 1 FROM discount
                        WHERE discount.shop_id = pool.shop_id AND discount.id = pool.discount_id
                          AND ${discountOver(now)}) AS ended) AS discount`;
