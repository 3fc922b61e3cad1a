/**
 * SQL, for statements that name `code`: whether its pool is worth another discount since the code
 * joined the line. Such codes are void from that moment, in the figures, too; a job writes it to their
 * rows, some thousand at a time. Whoever looks at the state of available codes of a pool that makes its
 * codes asks this, and claims need not: the claim cursor is past them. A test finds readers that don't
 * (test/architecture/code-state.test.ts).
 */
export const isOutdated = `code.position <= (SELECT void_through FROM pool_stock
  WHERE pool_stock.shop_id = code.shop_id AND pool_stock.pool_id = code.pool_id)`;

/** SQL: the state of `code` as the figures count it. */
export const codeState = `CASE WHEN code.state = 'available' AND ${isOutdated}
  THEN 'voided'::code_state ELSE code.state END`;

/**
 * SQL: whether `code` is on the platform under another discount than its pool is worth now. It is its
 * recipient's for good, but nobody else is given it. Codes of a discount that is gone come under the
 * pool's new one.
 */
export const isOfOtherDiscount = `EXISTS (
  SELECT 1 FROM code_upload AS sent
    JOIN pool AS home ON home.shop_id = code.shop_id AND home.id = code.pool_id
    JOIN discount AS other ON other.shop_id = code.shop_id AND other.id = sent.discount_id
   WHERE sent.shop_id = code.shop_id AND sent.id = code.upload_id
     AND other.id IS DISTINCT FROM home.discount_id AND other.status <> 'deleted')`;
