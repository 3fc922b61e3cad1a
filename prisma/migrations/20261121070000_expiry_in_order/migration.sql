-- Codes that end at the same moment, a million of them at the end of a day, are worked off in steps.
-- With the id in the index each step goes on where the last one ended and does not walk again over
-- what is left of the codes that moved.
DROP INDEX "code_expiring";
CREATE INDEX "code_expiring" ON "code" ("shop_id", "expires_at", "id")
  WHERE "expires_at" IS NOT NULL AND "state" IN ('available', 'assigned');
