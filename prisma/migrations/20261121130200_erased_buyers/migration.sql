-- AlterTable
ALTER TABLE "shop_order" ADD COLUMN "buyer_erased" BOOLEAN NOT NULL DEFAULT false;
