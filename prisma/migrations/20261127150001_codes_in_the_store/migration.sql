-- What the platform said of a code when it was last looked up: null means never asked.
ALTER TABLE "code" ADD COLUMN "in_store" BOOLEAN;

-- Few codes are missing in a healthy pool: counting them must not read the others.
CREATE INDEX "code_not_in_store" ON "code" ("shop_id", "pool_id", "id")
    WHERE "in_store" = false AND "state" IN ('available', 'assigned');

-- CreateTable
CREATE TABLE "store_check" (
    "shop_id" INTEGER NOT NULL,
    "pool_id" INTEGER NOT NULL,
    "asked" INTEGER NOT NULL,
    "working" INTEGER NOT NULL,
    "ended" INTEGER NOT NULL,
    "every_code" BOOLEAN NOT NULL DEFAULT false,
    "discount_id" INTEGER,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "cursor" TEXT NOT NULL DEFAULT '',
    "walked_at" TIMESTAMPTZ(3),

    CONSTRAINT "store_check_pkey" PRIMARY KEY ("shop_id","pool_id")
);

-- AddForeignKey
ALTER TABLE "store_check" ADD CONSTRAINT "store_check_shop_id_pool_id_fkey" FOREIGN KEY ("shop_id", "pool_id") REFERENCES "pool"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The nightly check walks unlinked pools after the discounts: what it found there.
ALTER TABLE "drift_check" ADD COLUMN "looked_up" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "not_in_store" INTEGER NOT NULL DEFAULT 0;
