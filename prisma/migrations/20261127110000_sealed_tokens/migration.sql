-- Tokens are stored encrypted from here on. Those in clear text go: the next visit to the admin
-- brings new ones.
DELETE FROM "session";

-- AlterTable
ALTER TABLE "session" ADD COLUMN "refreshing_until" TIMESTAMPTZ(3),
ALTER COLUMN "expires" TYPE TIMESTAMPTZ(3) USING "expires" AT TIME ZONE 'UTC',
ALTER COLUMN "refreshTokenExpires" TYPE TIMESTAMPTZ(3) USING "refreshTokenExpires" AT TIME ZONE 'UTC';
