-- AlterTable
ALTER TABLE "pool_supply" ADD COLUMN "failing" TEXT;

-- AlterTable
ALTER TABLE "assignment" ADD COLUMN "replaces_id" BIGINT;

-- CreateTable
CREATE TABLE "code_leftover" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "upload_id" BIGINT NOT NULL,
    "platform_id" BIGINT,
    "code" TEXT NOT NULL,

    CONSTRAINT "code_leftover_pkey" PRIMARY KEY ("shop_id","id")
);

-- What Prisma cannot say.
ALTER TABLE "pool" ADD CONSTRAINT "pool_dynamic" CHECK ("type" <> 'dynamic' OR (
  "discount_id" IS NOT NULL AND "pattern" IS NOT NULL AND "buffer_target" IS NOT NULL AND "buffer_floor" IS NOT NULL));
ALTER TABLE "pool_supply" ADD CONSTRAINT "pool_supply_not_negative"
  CHECK ("uploading" >= 0 AND "live" >= 0 AND "refused" >= 0 AND "removed" >= 0);
-- Rewritten in place, all the time: room for the new version on the same page.
ALTER TABLE "pool_supply" SET (fillfactor = 40);

-- Codes that wait for their upload, in the order of the line. Those of an upload are found by it.
DROP INDEX "code_uploading";
CREATE INDEX "code_waiting" ON "code" ("shop_id", "pool_id", "position")
  WHERE "upload" = 'uploading' AND "upload_id" IS NULL;
-- The few of them that somebody holds already.
CREATE INDEX "code_urgent" ON "code" ("shop_id", "pool_id", "position")
  WHERE "upload" = 'uploading' AND "upload_id" IS NULL AND "state" = 'assigned';
-- Refused codes that somebody holds: the recipient gets another one.
CREATE INDEX "code_to_reissue" ON "code" ("shop_id", "pool_id", "id") WHERE "upload" = 'refused' AND "state" = 'assigned';
-- Codes that work in the shop and should not any more.
CREATE INDEX "code_to_remove" ON "code" ("shop_id", "pool_id", "id") WHERE "upload" = 'live' AND "state" IN ('expired', 'voided');
