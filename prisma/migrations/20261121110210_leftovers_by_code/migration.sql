-- AlterTable
ALTER TABLE "code_leftover" ADD COLUMN "code_key" TEXT;
UPDATE "code_leftover" SET "code_key" = lower("code");
ALTER TABLE "code_leftover" ALTER COLUMN "code_key" SET NOT NULL;

-- CreateIndex
CREATE INDEX "code_leftover_shop_id_code_key_idx" ON "code_leftover"("shop_id", "code_key");
