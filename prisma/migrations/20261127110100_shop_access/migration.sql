-- AlterTable
ALTER TABLE "shop" ADD COLUMN "facts_read_at" TIMESTAMPTZ(3),
ADD COLUMN "access_lost_at" TIMESTAMPTZ(3),
ADD COLUMN "access_lost_reason" TEXT;
