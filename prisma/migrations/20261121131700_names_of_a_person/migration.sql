-- AlterTable
ALTER TABLE "recipient" ADD COLUMN "person_id" BIGINT;

-- From a person to their names. Few recipients have two.
CREATE INDEX "recipient_person" ON "recipient" ("shop_id", "person_id") WHERE "person_id" IS NOT NULL;
