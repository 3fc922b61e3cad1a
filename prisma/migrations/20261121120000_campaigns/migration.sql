-- Lists of recipients become campaigns: with a name, from a file, and up to a million members.
ALTER TABLE "audience" RENAME TO "campaign";
ALTER SEQUENCE "audience_id_seq" RENAME TO "campaign_id_seq";
ALTER TABLE "campaign" RENAME CONSTRAINT "audience_pkey" TO "campaign_pkey";
ALTER INDEX "audience_shop_id_pool_id_id_idx" RENAME TO "campaign_shop_id_pool_id_id_idx";

CREATE TYPE "campaign_state" AS ENUM ('reading', 'draft', 'queued', 'running', 'done', 'failed', 'cancelled', 'discarded');
ALTER TABLE "campaign" ALTER COLUMN "state" TYPE "campaign_state" USING "state"::text::"campaign_state";
DROP TYPE "audience_state";

ALTER TABLE "campaign"
  ADD COLUMN "name" TEXT,
  ADD COLUMN "upload_id" UUID,
  ADD COLUMN "file_name" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "byte_size" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "reading" JSONB,
  ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "rows_read" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "bytes_read" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "invalid" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "people" INTEGER,
  ADD COLUMN "holding" INTEGER,
  ADD COLUMN "read_at" TIMESTAMPTZ(3),
  ADD COLUMN "reused" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "retriable" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "retry" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "pace_from" TIMESTAMPTZ(3),
  ADD COLUMN "pace_done" INTEGER NOT NULL DEFAULT 0,
  ALTER COLUMN "total" SET DEFAULT 0;

-- Unfinished lists were made without the keys that a run needs, and are not gone on with.
UPDATE "campaign" SET "name" = 'List ' || "id", "file_name" = 'Pasted list',
  "failure" = CASE WHEN "state" IN ('queued', 'running') THEN 'The app was updated in between. Start a campaign for the rest.' ELSE "failure" END,
  "state" = CASE WHEN "state" IN ('queued', 'running') THEN 'failed' ELSE "state" END;
ALTER TABLE "campaign" ALTER COLUMN "name" SET NOT NULL,
  ALTER COLUMN "file_name" DROP DEFAULT, ALTER COLUMN "byte_size" DROP DEFAULT;

-- No foreign key: a million members come in by COPY. Room is left on each page, because every member
-- is written twice, with the list and with its answer, and an answer beside it costs no index entry.
CREATE TABLE "campaign_member" (
    "shop_id" INTEGER NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "reused" BOOLEAN NOT NULL DEFAULT false,
    "assignment_id" BIGINT,
    "refusal" TEXT,
    "key" BYTEA,
    "address" BYTEA,

    CONSTRAINT "campaign_member_pkey" PRIMARY KEY ("shop_id","campaign_id","line")
) WITH (fillfactor = 65);
INSERT INTO "campaign_member" ("shop_id", "campaign_id", "line", "assignment_id", "refusal", "address")
SELECT "shop_id", "audience_id", "line", "assignment_id", "refusal", "address" FROM "audience_member";
DROP TABLE "audience_member";

-- The lines to be shown as refused, and to be tried again.
CREATE INDEX "campaign_member_refused" ON "campaign_member" ("shop_id", "campaign_id", "line") WHERE "refusal" IS NOT NULL;
