-- The alerts of a pool look every minute for what its campaigns under way will still take.
CREATE INDEX "campaign_under_way" ON "campaign" ("shop_id", "pool_id") WHERE "state" IN ('queued', 'running');
