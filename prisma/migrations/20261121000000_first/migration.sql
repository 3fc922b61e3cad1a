-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "pool_type" AS ENUM ('static', 'shared', 'dynamic');

-- CreateEnum
CREATE TYPE "resend_policy" AS ENUM ('same_while_valid', 'same_for_days', 'always_new');

-- CreateEnum
CREATE TYPE "code_state" AS ENUM ('available', 'assigned', 'redeemed', 'expired', 'voided');

-- CreateEnum
CREATE TYPE "batch_state" AS ENUM ('draft', 'queued', 'running', 'done', 'failed', 'undoing', 'undone');

-- CreateEnum
CREATE TYPE "reject_reason" AS ENUM ('already_in_pool', 'twice_in_file', 'in_another_pool', 'invalid');

-- CreateEnum
CREATE TYPE "audience_state" AS ENUM ('queued', 'running', 'done', 'failed', 'cancelled');

-- CreateTable
CREATE TABLE "shop" (
    "id" SERIAL NOT NULL,
    "domain" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "installed_at" TIMESTAMPTZ(3) NOT NULL,
    "uninstalled_at" TIMESTAMPTZ(3),

    CONSTRAINT "shop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "isOnline" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMP(3),
    "accessToken" TEXT NOT NULL,
    "userId" BIGINT,
    "firstName" TEXT,
    "lastName" TEXT,
    "email" TEXT,
    "accountOwner" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT,
    "collaborator" BOOLEAN DEFAULT false,
    "emailVerified" BOOLEAN DEFAULT false,
    "refreshToken" TEXT,
    "refreshTokenExpires" TIMESTAMP(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pool" (
    "shop_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "type" "pool_type" NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT false,
    "resend_policy" "resend_policy" NOT NULL DEFAULT 'same_while_valid',
    "resend_days" INTEGER,
    "fallback_pool_id" INTEGER,
    "low_stock_threshold" INTEGER,
    "default_assign_by" TIMESTAMPTZ(3),
    "default_use_by" TIMESTAMPTZ(3),
    "default_use_within_days" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "pool_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "pool_stock" (
    "shop_id" INTEGER NOT NULL,
    "pool_id" INTEGER NOT NULL,
    "available" BIGINT NOT NULL DEFAULT 0,
    "assigned" BIGINT NOT NULL DEFAULT 0,
    "redeemed" BIGINT NOT NULL DEFAULT 0,
    "expired" BIGINT NOT NULL DEFAULT 0,
    "voided" BIGINT NOT NULL DEFAULT 0,
    "claim_cursor" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "pool_stock_pkey" PRIMARY KEY ("shop_id","pool_id")
);

-- CreateTable
CREATE TABLE "pool_day" (
    "shop_id" INTEGER NOT NULL,
    "pool_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "assigned" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "pool_day_pkey" PRIMARY KEY ("shop_id","pool_id","day")
);

-- CreateTable
CREATE TABLE "code" (
    "shop_id" INTEGER NOT NULL,
    "pool_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "position" BIGINT NOT NULL,
    "batch_id" INTEGER,
    "state" "code_state" NOT NULL,
    "use_within_days" INTEGER,
    "expires_at" TIMESTAMPTZ(3),
    "assign_by" TIMESTAMPTZ(3),
    "use_by" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "code" TEXT NOT NULL,
    "code_key" TEXT NOT NULL,
    "message" TEXT,

    CONSTRAINT "code_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "upload" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "byte_size" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "upload_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "upload_chunk" (
    "shop_id" INTEGER NOT NULL,
    "upload_id" UUID NOT NULL,
    "part" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "upload_chunk_pkey" PRIMARY KEY ("shop_id","upload_id","part")
);

-- CreateTable
CREATE TABLE "batch" (
    "shop_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "pool_id" INTEGER NOT NULL,
    "state" "batch_state" NOT NULL,
    "upload_id" UUID,
    "file_name" TEXT NOT NULL,
    "byte_size" BIGINT NOT NULL,
    "reading" JSONB NOT NULL,
    "rows_read" BIGINT NOT NULL DEFAULT 0,
    "bytes_read" BIGINT NOT NULL DEFAULT 0,
    "added" INTEGER NOT NULL DEFAULT 0,
    "already_here" INTEGER NOT NULL DEFAULT 0,
    "twice_in_file" INTEGER NOT NULL DEFAULT 0,
    "elsewhere" INTEGER NOT NULL DEFAULT 0,
    "invalid" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "batch_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "batch_reject" (
    "shop_id" INTEGER NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "line" BIGINT NOT NULL,
    "code" TEXT NOT NULL,
    "reason" "reject_reason" NOT NULL,
    "detail" TEXT,

    CONSTRAINT "batch_reject_pkey" PRIMARY KEY ("shop_id","batch_id","line")
);

-- CreateTable
CREATE TABLE "recipient" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "key" BYTEA,
    "address" BYTEA,
    "blocked_at" TIMESTAMPTZ(3),

    CONSTRAINT "recipient_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "assignment" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "pool_id" INTEGER NOT NULL,
    "code_id" BIGINT NOT NULL,
    "recipient_id" BIGINT NOT NULL,
    "assigned_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "released_at" TIMESTAMPTZ(3),
    "requested_pool_id" INTEGER,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "source" TEXT NOT NULL,

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "assignment_request" (
    "shop_id" INTEGER NOT NULL,
    "request_key" TEXT NOT NULL,
    "assignment_id" BIGINT NOT NULL,
    "fingerprint" BYTEA NOT NULL,

    CONSTRAINT "assignment_request_pkey" PRIMARY KEY ("shop_id","request_key")
);

-- CreateTable
CREATE TABLE "audience" (
    "shop_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "pool_id" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "state" "audience_state" NOT NULL,
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "assigned" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "audience_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "audience_member" (
    "shop_id" INTEGER NOT NULL,
    "audience_id" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "address" BYTEA NOT NULL,
    "assignment_id" BIGINT,
    "refusal" TEXT,

    CONSTRAINT "audience_member_pkey" PRIMARY KEY ("shop_id","audience_id","line")
);

-- CreateTable
CREATE TABLE "alert" (
    "shop_id" INTEGER NOT NULL,
    "pool_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "raised_at" TIMESTAMPTZ(3),
    "mailed_on" DATE,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("shop_id","pool_id","kind")
);

-- CreateTable
CREATE TABLE "alert_recipient" (
    "shop_id" INTEGER NOT NULL,
    "email" TEXT NOT NULL,

    CONSTRAINT "alert_recipient_pkey" PRIMARY KEY ("shop_id","email")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "pool_id" INTEGER,
    "detail" JSONB NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "webhook_receipt" (
    "shop_domain" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_receipt_pkey" PRIMARY KEY ("shop_domain","topic","event_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "shop_domain_key" ON "shop"("domain");

-- CreateIndex
CREATE INDEX "session_shop_idx" ON "session"("shop");

-- CreateIndex
CREATE INDEX "code_shop_id_pool_id_code_key_idx" ON "code"("shop_id", "pool_id", "code_key");

-- CreateIndex
CREATE UNIQUE INDEX "code_shop_id_code_key_key" ON "code"("shop_id", "code_key");

-- CreateIndex
CREATE INDEX "upload_shop_id_created_at_idx" ON "upload"("shop_id", "created_at");

-- CreateIndex
CREATE INDEX "batch_shop_id_pool_id_id_idx" ON "batch"("shop_id", "pool_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "recipient_shop_id_key_key" ON "recipient"("shop_id", "key");

-- CreateIndex
CREATE INDEX "assignment_shop_id_pool_id_id_idx" ON "assignment"("shop_id", "pool_id", "id");

-- CreateIndex
CREATE INDEX "assignment_shop_id_recipient_id_pool_id_idx" ON "assignment"("shop_id", "recipient_id", "pool_id");

-- CreateIndex
CREATE INDEX "assignment_request_shop_id_assignment_id_idx" ON "assignment_request"("shop_id", "assignment_id");

-- CreateIndex
CREATE INDEX "audience_shop_id_pool_id_id_idx" ON "audience"("shop_id", "pool_id", "id");

-- CreateIndex
CREATE INDEX "audit_entry_shop_id_pool_id_id_idx" ON "audit_entry"("shop_id", "pool_id", "id");

-- AddForeignKey
ALTER TABLE "pool" ADD CONSTRAINT "pool_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pool_stock" ADD CONSTRAINT "pool_stock_shop_id_pool_id_fkey" FOREIGN KEY ("shop_id", "pool_id") REFERENCES "pool"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload_chunk" ADD CONSTRAINT "upload_chunk_shop_id_upload_id_fkey" FOREIGN KEY ("shop_id", "upload_id") REFERENCES "upload"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "batch" ADD CONSTRAINT "batch_shop_id_pool_id_fkey" FOREIGN KEY ("shop_id", "pool_id") REFERENCES "pool"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "batch_reject" ADD CONSTRAINT "batch_reject_shop_id_batch_id_fkey" FOREIGN KEY ("shop_id", "batch_id") REFERENCES "batch"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audience_member" ADD CONSTRAINT "audience_member_shop_id_audience_id_fkey" FOREIGN KEY ("shop_id", "audience_id") REFERENCES "audience"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What the Prisma schema cannot say: partial indexes, collations, storage.

-- A deleted pool gives its name and its handle back.
CREATE UNIQUE INDEX "pool_name_key" ON "pool" ("shop_id", "name_key") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "pool_handle" ON "pool" ("shop_id", "handle") WHERE "deleted_at" IS NULL;
ALTER TABLE "pool" ADD CONSTRAINT "pool_resend_days" CHECK (("resend_policy" = 'same_for_days') = ("resend_days" IS NOT NULL));

-- One row per pool that every hand-out rewrites: room for the new version on the same page.
ALTER TABLE "pool_stock" SET (fillfactor = 40);
ALTER TABLE "pool_stock" ADD CONSTRAINT "pool_stock_not_negative"
  CHECK ("available" >= 0 AND "assigned" >= 0 AND "redeemed" >= 0 AND "expired" >= 0 AND "voided" >= 0);

-- A prefix search is a range only under collation C.
ALTER TABLE "code" ALTER COLUMN "code_key" TYPE TEXT COLLATE "C";
-- The line of codes that wait to be handed out.
CREATE INDEX "code_available" ON "code" ("shop_id", "pool_id", "position") WHERE "state" = 'available';
-- What the expiry job reads.
CREATE INDEX "code_expiring" ON "code" ("shop_id", "expires_at")
  WHERE "expires_at" IS NOT NULL AND "state" IN ('available', 'assigned');
-- What undoing an import reads.
CREATE INDEX "code_batch" ON "code" ("shop_id", "batch_id") WHERE "batch_id" IS NOT NULL;
-- One number per chunk of codes that joins the line, a position is that number and the place in the chunk.
CREATE SEQUENCE "code_position_seq";

-- A unique code belongs to one recipient at a time: the database itself refuses a second one.
CREATE UNIQUE INDEX "assignment_holder" ON "assignment" ("shop_id", "code_id") WHERE "released_at" IS NULL AND NOT "shared";
-- The other assignments of a code: released ones and those of shared codes.
CREATE INDEX "assignment_past" ON "assignment" ("shop_id", "code_id") WHERE "released_at" IS NOT NULL OR "shared";
