-- Customers who were merged, remembered for as long as events about them may be late.
CREATE TABLE "customer_merge" (
    "shop_id" INTEGER NOT NULL,
    "deleted" BYTEA NOT NULL,
    "kept" BYTEA NOT NULL,
    "merged_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_merge_pkey" PRIMARY KEY ("shop_id", "deleted", "kept")
);

CREATE INDEX "customer_merge_kept" ON "customer_merge"("shop_id", "kept");
