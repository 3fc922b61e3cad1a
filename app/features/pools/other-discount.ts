/**
 * SQL condition: `code` was published under another discount than its pool has now. Its recipient
 * keeps it, but it isn't assigned again. Doesn't apply to a deleted discount, because its codes are
 * published again under the new one.
 */
export const isOfOtherDiscount = `EXISTS (
  SELECT 1 FROM readable.publish_batch AS sent
    JOIN pool AS home ON home.shop_id = code.shop_id AND home.id = code.pool_id
    JOIN readable.discount AS other ON other.shop_id = code.shop_id AND other.id = sent.discount_id
   WHERE sent.shop_id = code.shop_id AND sent.id = code.publish_batch_id
     AND other.id IS DISTINCT FROM home.discount_id AND other.status <> 'deleted')`;
