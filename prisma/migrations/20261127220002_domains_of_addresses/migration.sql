-- Recipients are found by the domain of their address, too: by a keyed hash, as by the whole address.
-- Empty: the recipient has no domain, or it can't be read any more.
ALTER TABLE "recipient" ADD COLUMN "domain_key" BYTEA;
-- The domain is erased with the address.
ALTER TABLE "recipient" ADD CONSTRAINT "recipient_domain_of_address"
  CHECK ("address" IS NOT NULL OR "domain_key" IS NULL);
CREATE INDEX "recipient_domain" ON "recipient" ("shop_id", "domain_key") WHERE "domain_key" <> '';
-- Those from before, until a job has filled them in. Rows of today never enter it.
CREATE INDEX "recipient_without_domain" ON "recipient" ("shop_id", "id")
  WHERE "address" IS NOT NULL AND "domain_key" IS NULL;
