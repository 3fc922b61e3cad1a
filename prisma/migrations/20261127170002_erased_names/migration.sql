-- CreateTable
CREATE TABLE "erased_name" (
    "shop_id" INTEGER NOT NULL,
    "key" BYTEA NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erased_name_pkey" PRIMARY KEY ("shop_id","key")
);
