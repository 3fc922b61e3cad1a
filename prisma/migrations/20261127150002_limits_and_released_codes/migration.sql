-- AlterTable: a limit on generated codes, and whether released codes may go to someone else.
ALTER TABLE "pool" ADD COLUMN "code_limit" INTEGER CHECK ("code_limit" > 0),
ADD COLUMN "restock_released" BOOLEAN NOT NULL DEFAULT false;

-- Codes up to a position keep the discount that the pool had when they were handed out.
CREATE TABLE "pool_past_discount" (
    "shop_id" INTEGER NOT NULL,
    "pool_id" INTEGER NOT NULL,
    "through" BIGINT NOT NULL,
    "discount_id" INTEGER NOT NULL,

    CONSTRAINT "pool_past_discount_pkey" PRIMARY KEY ("shop_id","pool_id","through")
);

-- AddForeignKey
ALTER TABLE "pool_past_discount" ADD CONSTRAINT "pool_past_discount_shop_id_pool_id_fkey" FOREIGN KEY ("shop_id", "pool_id") REFERENCES "pool"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
