-- AlterEnum
ALTER TYPE "drift_repair" ADD VALUE 'leave';

-- CreateTable
CREATE TABLE "drift_left" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "kind" "drift_kind" NOT NULL,
    "discount_id" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "pool_id" INTEGER,
    "code" TEXT,
    "left_by" TEXT NOT NULL,
    "left_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "drift_left_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "drift_left_shop_id_discount_id_kind_subject_key" ON "drift_left"("shop_id", "discount_id", "kind", "subject");
