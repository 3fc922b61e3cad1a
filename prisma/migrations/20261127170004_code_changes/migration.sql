-- CreateEnum
CREATE TYPE "code_change_state" AS ENUM ('running', 'done', 'failed', 'stopped');

-- CreateTable
CREATE TABLE "code_change" (
    "shop_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "pool_id" INTEGER NOT NULL,
    "state" "code_change_state" NOT NULL,
    "edit" JSONB,
    "search" TEXT NOT NULL DEFAULT '',
    "position" BIGINT NOT NULL DEFAULT 0,
    "through" BIGINT NOT NULL,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "code_change_pkey" PRIMARY KEY ("shop_id","id"),
    CONSTRAINT "code_change_pool_fkey" FOREIGN KEY ("shop_id","pool_id") REFERENCES "pool"("shop_id","id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- One at a time for each pool.
CREATE UNIQUE INDEX "code_change_running" ON "code_change"("shop_id", "pool_id") WHERE "state" = 'running';
CREATE INDEX "code_change_shop_id_pool_id_id_idx" ON "code_change"("shop_id", "pool_id", "id");
