-- CreateEnum
CREATE TYPE "key_scope" AS ENUM ('read', 'assign', 'release', 'manage');

-- CreateTable
CREATE TABLE "api_key" (
    "shop_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "scopes" "key_scope"[],
    "pools" INTEGER[],
    "requests_per_minute" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "previous_hash" BYTEA,
    "previous_expires_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("shop_id","id")
);

-- Unlogged: written at every round of requests, and worthless a minute later. After a crash it is empty.
CREATE UNLOGGED TABLE "api_key_minute" (
    "shop_id" INTEGER NOT NULL,
    "key_id" INTEGER NOT NULL,
    "minute" INTEGER NOT NULL,
    "requests" INTEGER NOT NULL,

    CONSTRAINT "api_key_minute_pkey" PRIMARY KEY ("shop_id","key_id")
);

-- CreateTable
CREATE TABLE "api_request" (
    "shop_id" INTEGER NOT NULL,
    "request_key" TEXT NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_request_pkey" PRIMARY KEY ("shop_id","request_key")
);

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key_minute" ADD CONSTRAINT "api_key_minute_shop_id_key_id_fkey" FOREIGN KEY ("shop_id", "key_id") REFERENCES "api_key"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_request" ADD CONSTRAINT "api_request_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The audit names a key by its name: no two keys that work have the same one.
CREATE UNIQUE INDEX "api_key_name" ON "api_key" ("shop_id", lower("name")) WHERE "revoked_at" IS NULL;

-- Rewritten in place, all the time: room for the new version on the same page.
ALTER TABLE "api_key_minute" SET (fillfactor = 40);
