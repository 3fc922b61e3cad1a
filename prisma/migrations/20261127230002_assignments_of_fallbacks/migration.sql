-- What fallbacks gave when a pool was asked, newest first. Partial: nearly all assignments are the pool's own.
CREATE INDEX "assignment_requested_pool" ON "assignment"("shop_id", "requested_pool_id", "id")
  WHERE "requested_pool_id" IS NOT NULL;
