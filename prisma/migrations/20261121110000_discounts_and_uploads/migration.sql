-- CreateEnum
CREATE TYPE "discount_status" AS ENUM ('active', 'scheduled', 'expired', 'deleted');

-- CreateEnum
CREATE TYPE "upload_state" AS ENUM ('none', 'uploading', 'live', 'refused', 'removed');

-- CreateTable
CREATE TABLE "discount" (
    "shop_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "platform_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "status" "discount_status" NOT NULL,
    "terms" JSONB,
    "summary" TEXT NOT NULL DEFAULT '',
    "starts_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "discount_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "pool_supply" (
    "shop_id" INTEGER NOT NULL,
    "pool_id" INTEGER NOT NULL,
    "uploading" BIGINT NOT NULL DEFAULT 0,
    "live" BIGINT NOT NULL DEFAULT 0,
    "refused" BIGINT NOT NULL DEFAULT 0,
    "removed" BIGINT NOT NULL DEFAULT 0,
    "replaced" BIGINT NOT NULL DEFAULT 0,
    "failure" TEXT,
    "failed_at" TIMESTAMPTZ(3),

    CONSTRAINT "pool_supply_pkey" PRIMARY KEY ("shop_id","pool_id")
);

-- CreateTable
CREATE TABLE "code_upload" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "pool_id" INTEGER NOT NULL,
    "discount_id" INTEGER NOT NULL,
    "codes" INTEGER NOT NULL,
    "addition_id" TEXT,
    "urgent" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "code_upload_pkey" PRIMARY KEY ("shop_id","id")
);

-- AlterTable
ALTER TABLE "pool" ADD COLUMN "discount_id" INTEGER,
ADD COLUMN "pattern" JSONB,
ADD COLUMN "buffer_target" INTEGER,
ADD COLUMN "buffer_floor" INTEGER;

-- AlterTable
ALTER TABLE "code" ADD COLUMN "upload" "upload_state" NOT NULL DEFAULT 'none',
ADD COLUMN "upload_id" BIGINT,
ADD COLUMN "platform_id" BIGINT,
ADD COLUMN "refusal" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "discount_shop_id_platform_id_key" ON "discount"("shop_id", "platform_id");

-- CreateIndex
CREATE INDEX "pool_shop_id_discount_id_idx" ON "pool"("shop_id", "discount_id");

-- AddForeignKey
ALTER TABLE "pool" ADD CONSTRAINT "pool_shop_id_discount_id_fkey" FOREIGN KEY ("shop_id", "discount_id") REFERENCES "discount"("shop_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "pool_supply" ADD CONSTRAINT "pool_supply_shop_id_pool_id_fkey" FOREIGN KEY ("shop_id", "pool_id") REFERENCES "pool"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say.
-- Codes on their way to the platform, in the order in which they are sent.
CREATE INDEX "code_uploading" ON "code" ("shop_id", "pool_id", "position") WHERE "upload" = 'uploading';
-- The codes of one call.
CREATE INDEX "code_of_upload" ON "code" ("shop_id", "upload_id") WHERE "upload_id" IS NOT NULL AND "upload" = 'uploading';
-- Refused codes, to be replaced or reported.
CREATE INDEX "code_refused" ON "code" ("shop_id", "pool_id", "id") WHERE "upload" = 'refused';
-- Calls that are not worked off.
CREATE INDEX "code_upload_open" ON "code_upload" ("shop_id", "pool_id", "id") WHERE "finished_at" IS NULL;
