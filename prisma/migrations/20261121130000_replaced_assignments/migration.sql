-- What took the place of an assignment, asked for one code at a time.
CREATE INDEX "assignment_replaces" ON "assignment" ("shop_id", "replaces_id") WHERE "replaces_id" IS NOT NULL;
