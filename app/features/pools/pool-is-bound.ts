/**
 * SQL condition: the guard needs the codes of `pool` listed with their customers. A shared code has
 * no holder, so only its expirations matter. Codes of dynamic pools carry their holder themselves
 * and are listed only for a person with several identities.
 */
export const poolBound = `(pool.deleted_at IS NULL AND (pool.personal_expiration
  OR pool.holder_only AND pool.type <> 'shared'))`;

/** SQL condition: the guard decides about codes of the shop `shopId` (SQL). */
export const shopGuarded = (shopId: string): string => `EXISTS (
  SELECT 1 FROM pool AS guarded
   WHERE guarded.shop_id = ${shopId} AND guarded.deleted_at IS NULL
     AND (guarded.holder_only OR guarded.personal_expiration OR guarded.checkout_paused))`;

/**
 * SQL condition: changes of the codes of `pool` have to be marked. True as well while the codes of a
 * pool that lost its protection are still listed: it may be protected again before that is noticed.
 */
export const marksChanges = `(${poolBound} OR EXISTS (
  SELECT 1 FROM readable.binding_sweep AS sweep
   WHERE sweep.shop_id = pool.shop_id AND sweep.pool_id = pool.id))`;
