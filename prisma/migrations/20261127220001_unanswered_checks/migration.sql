-- A check that Shopify does not answer says so, and when it is tried again.
ALTER TABLE "drift_check" ADD COLUMN "unanswered_since" TIMESTAMPTZ(3), ADD COLUMN "next_try_at" TIMESTAMPTZ(3);
