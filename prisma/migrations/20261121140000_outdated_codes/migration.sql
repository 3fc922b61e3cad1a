-- AlterTable
ALTER TABLE "pool_stock" ADD COLUMN "void_through" BIGINT NOT NULL DEFAULT 0;
