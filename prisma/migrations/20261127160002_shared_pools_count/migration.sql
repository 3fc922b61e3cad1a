-- A shared code stays in the stock, so its pool counts who was given it and how many orders used it.
ALTER TABLE pool_stock
  ADD COLUMN recipients bigint NOT NULL DEFAULT 0,
  ADD COLUMN uses bigint NOT NULL DEFAULT 0;

UPDATE pool_stock AS stock SET
  recipients = (SELECT count(DISTINCT recipient_id) FROM assignment
                 WHERE assignment.shop_id = stock.shop_id AND assignment.pool_id = stock.pool_id
                   AND shared AND released_at IS NULL),
  uses = (SELECT count(*) FROM redemption
           WHERE redemption.shop_id = stock.shop_id AND redemption.pool_id = stock.pool_id
             AND NOT removed)
  FROM pool
 WHERE pool.shop_id = stock.shop_id AND pool.id = stock.pool_id AND pool.type = 'shared';
