-- The blocked recipients of a shop, in the order in which they are listed.
CREATE INDEX "recipient_blocked" ON "recipient"("shop_id", "blocked_at", "id")
 WHERE "blocked_at" IS NOT NULL AND "address" IS NOT NULL;
