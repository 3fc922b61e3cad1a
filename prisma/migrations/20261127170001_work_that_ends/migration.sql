-- A merchant can stop an import.
ALTER TYPE "batch_state" ADD VALUE 'stopped' AFTER 'failed';

ALTER TABLE "batch"
  ADD COLUMN "started_at" TIMESTAMPTZ(3),
  ADD COLUMN "moved_at" TIMESTAMPTZ(3),
  ADD COLUMN "undo_from" "batch_state";
UPDATE "batch" SET "moved_at" = "created_at" WHERE "state" <> 'draft';

ALTER TABLE "campaign" ADD COLUMN "moved_at" TIMESTAMPTZ(3);
UPDATE "campaign" SET "moved_at" = coalesce("pace_from", "created_at");

-- Work under way, for the sweep that ends what nothing works on any more.
CREATE INDEX "batch_at_work" ON "batch"("shop_id", "id") WHERE "state" IN ('queued', 'running', 'undoing');
CREATE INDEX "campaign_at_work" ON "campaign"("shop_id", "id") WHERE "state" IN ('reading', 'queued', 'running');
