-- A dynamic pool that gets another discount voids its waiting codes in one row (void_through), and a
-- job writes that to the codes. Until then their rows still say that they are available. What a row says
-- has a name of its own, so that no statement reads it by mistake. The view gives the state that holds.
ALTER TABLE "code" RENAME COLUMN "state" TO "stored_state";

-- One table and no join: rows are locked, changed and removed through the view as through the table.
CREATE VIEW "current_code" AS
SELECT code.*,
       CASE WHEN code.stored_state = 'available' AND code.position <= (
              SELECT stock.void_through FROM pool_stock AS stock
               WHERE stock.shop_id = code.shop_id AND stock.pool_id = code.pool_id)
            THEN 'voided'::code_state ELSE code.stored_state END AS state
  FROM code;
