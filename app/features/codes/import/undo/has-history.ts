/**
 * SQL, with $1 the shop: whether the row `code` was ever assigned, or used by an order. Its history
 * refers to it then. Looks at one code at a time: a condition on its pool would let PostgreSQL read
 * all assignments of the pool for each code, if its statistics don't know the pool.
 */
export const hasHistory = `(
  EXISTS (SELECT 1 FROM readable.assignment AS current WHERE current.shop_id = $1
             AND current.code_id = code.id AND current.released_at IS NULL AND NOT current.shared)
  OR EXISTS (SELECT 1 FROM readable.assignment AS past WHERE past.shop_id = $1
                AND past.code_id = code.id AND (past.released_at IS NOT NULL OR past.shared))
  OR EXISTS (SELECT 1 FROM readable.redemption WHERE redemption.shop_id = $1
                AND redemption.code_id = code.id))`;
