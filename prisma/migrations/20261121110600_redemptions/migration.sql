-- CreateEnum
CREATE TYPE "cancel_policy" AS ENUM ('keep', 'reissue', 'restore');

-- CreateEnum
CREATE TYPE "buyer" AS ENUM ('recipient', 'other', 'unknown');

-- CreateEnum
CREATE TYPE "replacement_state" AS ENUM ('owed', 'given', 'dropped');

-- AlterTable
ALTER TABLE "pool" ADD COLUMN "cancel_policy" "cancel_policy" NOT NULL DEFAULT 'keep';

-- AlterTable
ALTER TABLE "pool_day" ADD COLUMN "source" TEXT NOT NULL DEFAULT '',
ADD COLUMN "released" INTEGER NOT NULL DEFAULT 0;

-- What was given out until now is in the assignments, by source. The day of then is only known
-- as well as the time zone is.
DELETE FROM "pool_day";
INSERT INTO "pool_day" ("shop_id", "pool_id", "day", "source", "assigned", "released")
SELECT assignment.shop_id, pool_id, (assigned_at AT TIME ZONE zone.name)::date, source, count(*), count(released_at)
  FROM "assignment"
  JOIN "shop" ON shop.id = assignment.shop_id
  JOIN LATERAL (
    SELECT COALESCE((SELECT name FROM pg_timezone_names WHERE name = shop.time_zone), 'UTC') AS name) AS zone ON true
 GROUP BY 1, 2, 3, 4;

ALTER TABLE "pool_day" DROP CONSTRAINT "pool_day_pkey",
ADD CONSTRAINT "pool_day_pkey" PRIMARY KEY ("shop_id", "pool_id", "day", "source");

-- CreateTable
CREATE TABLE "shop_order" (
    "shop_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ordered_at" TIMESTAMPTZ(3) NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3),
    "fully_refunded" BOOLEAN NOT NULL,
    "test" BOOLEAN NOT NULL,
    "currency" TEXT NOT NULL,
    "total" DECIMAL(20,4) NOT NULL,
    "refunded" DECIMAL(20,4) NOT NULL,
    "codes" JSONB NOT NULL,
    "email_key" BYTEA,
    "customer_key" BYTEA,
    "settled" BOOLEAN NOT NULL DEFAULT false,
    "counted" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "shop_order_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "redemption" (
    "shop_id" INTEGER NOT NULL,
    "order_id" TEXT NOT NULL,
    "code_id" BIGINT NOT NULL,
    "pool_id" INTEGER NOT NULL,
    "assignment_id" BIGINT,
    "amount" DECIMAL(20,4) NOT NULL,
    "buyer" "buyer" NOT NULL,
    "code_was" "code_state" NOT NULL,
    "removed" BOOLEAN NOT NULL DEFAULT false,
    "reversal" "cancel_policy",

    CONSTRAINT "redemption_pkey" PRIMARY KEY ("shop_id","order_id","code_id")
);

-- CreateTable
CREATE TABLE "replacement" (
    "shop_id" INTEGER NOT NULL,
    "assignment_id" BIGINT NOT NULL,
    "pool_id" INTEGER NOT NULL,
    "order_id" TEXT NOT NULL,
    "state" "replacement_state" NOT NULL DEFAULT 'owed',
    "instead_of_restore" BOOLEAN NOT NULL,
    "owed_at" TIMESTAMPTZ(3) NOT NULL,
    "given_at" TIMESTAMPTZ(3),
    "new_assignment_id" BIGINT,
    "refusal" TEXT,

    CONSTRAINT "replacement_pkey" PRIMARY KEY ("shop_id","assignment_id")
);

-- CreateTable
CREATE TABLE "order_day" (
    "shop_id" INTEGER NOT NULL,
    "pool_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "redeemed" INTEGER NOT NULL,
    "leaked" INTEGER NOT NULL,
    "orders" INTEGER NOT NULL,
    "discount" DECIMAL(20,4) NOT NULL,
    "order_value" DECIMAL(20,4) NOT NULL,

    CONSTRAINT "order_day_pkey" PRIMARY KEY ("shop_id","pool_id","day","source","currency")
);

-- CreateTable
CREATE TABLE "order_watermark" (
    "shop_id" INTEGER NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_watermark_pkey" PRIMARY KEY ("shop_id")
);

-- CreateIndex
CREATE INDEX "redemption_shop_id_code_id_idx" ON "redemption"("shop_id", "code_id");

-- What Prisma cannot say.
-- Orders that the ledger has to be brought to.
CREATE INDEX "shop_order_unsettled" ON "shop_order" ("shop_id", "id") WHERE NOT "settled";
-- What is to be erased with a buyer.
CREATE INDEX "shop_order_email" ON "shop_order" ("shop_id", "email_key") WHERE "email_key" IS NOT NULL;
CREATE INDEX "shop_order_customer" ON "shop_order" ("shop_id", "customer_key") WHERE "customer_key" IS NOT NULL;
-- The order behind an assignment.
CREATE INDEX "redemption_assignment" ON "redemption" ("shop_id", "assignment_id") WHERE "assignment_id" IS NOT NULL;
-- New codes that wait for stock.
CREATE INDEX "replacement_owed" ON "replacement" ("shop_id", "pool_id", "owed_at", "assignment_id") WHERE "state" = 'owed';
-- What an assignment took the place of.
CREATE INDEX "replacement_new" ON "replacement" ("shop_id", "new_assignment_id") WHERE "new_assignment_id" IS NOT NULL;
-- What was done to one code.
CREATE INDEX "audit_entry_code" ON "audit_entry" ("shop_id", ("detail"->>'code'), "id") WHERE "detail" ? 'code';
