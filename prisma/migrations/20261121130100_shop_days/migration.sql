-- CreateTable
CREATE TABLE "shop_day" (
    "shop_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "slot" INTEGER NOT NULL,
    "assigned" INTEGER NOT NULL DEFAULT 0,
    "released" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "shop_day_pkey" PRIMARY KEY ("shop_id","day","source","slot")
);

INSERT INTO "shop_day" ("shop_id", "day", "source", "slot", "assigned", "released")
SELECT shop_id, day, source, pool_id % 64, sum(assigned), sum(released) FROM "pool_day" GROUP BY 1, 2, 3, 4;
