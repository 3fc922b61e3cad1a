-- PostgreSQL takes NOT in_store to hold for half of the codes while none was looked up, and IS FALSE for
-- none. The condition is part of the index, so it is made again.
DROP INDEX "code_not_in_store";
CREATE INDEX "code_not_in_store" ON "code" ("shop_id", "pool_id", "id")
    WHERE "in_store" IS FALSE AND "stored_state" IN ('available', 'assigned');
