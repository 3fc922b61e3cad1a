-- CreateEnum
CREATE TYPE "drift_check_state" AS ENUM ('queued', 'running', 'done', 'failed');

-- CreateEnum
CREATE TYPE "drift_kind" AS ENUM ('missing', 'unknown', 'inactive');

-- CreateEnum
CREATE TYPE "drift_repair" AS ENUM ('upload', 'adopt', 'remove', 'pause');

-- CreateTable
CREATE TABLE "drift_check" (
    "shop_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "state" "drift_check_state" NOT NULL,
    "discount_id" INTEGER NOT NULL DEFAULT 0,
    "cursor" TEXT,
    "read" INTEGER NOT NULL DEFAULT 0,
    "missing" INTEGER NOT NULL DEFAULT 0,
    "unknown" INTEGER NOT NULL DEFAULT 0,
    "inactive" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "began_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "drift_check_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "drift_seen" (
    "shop_id" INTEGER NOT NULL,
    "check_id" INTEGER NOT NULL,
    "platform_id" BIGINT NOT NULL,
    "code" TEXT NOT NULL,
    "code_key" TEXT NOT NULL,

    CONSTRAINT "drift_seen_pkey" PRIMARY KEY ("shop_id","check_id","platform_id")
);

-- CreateTable
CREATE TABLE "drift_finding" (
    "shop_id" INTEGER NOT NULL,
    "check_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "kind" "drift_kind" NOT NULL,
    "discount_id" INTEGER NOT NULL,
    "pool_id" INTEGER,
    "code_id" BIGINT,
    "code" TEXT,
    "platform_id" BIGINT,
    "repair" "drift_repair",
    "repaired_at" TIMESTAMPTZ(3),

    CONSTRAINT "drift_finding_pkey" PRIMARY KEY ("shop_id","check_id","id")
);

-- CreateIndex
CREATE INDEX "drift_finding_shop_id_check_id_kind_id_idx" ON "drift_finding"("shop_id", "check_id", "kind", "id");

-- AddForeignKey
ALTER TABLE "drift_seen" ADD CONSTRAINT "drift_seen_shop_id_check_id_fkey" FOREIGN KEY ("shop_id", "check_id") REFERENCES "drift_check"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drift_finding" ADD CONSTRAINT "drift_finding_shop_id_check_id_fkey" FOREIGN KEY ("shop_id", "check_id") REFERENCES "drift_check"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say.
-- One check at a time in a shop.
CREATE UNIQUE INDEX "drift_check_open" ON "drift_check" ("shop_id") WHERE "state" IN ('queued', 'running');
