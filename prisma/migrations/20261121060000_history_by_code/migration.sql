-- The history is searched by code, newest first. With the id in the index the newest assignments of
-- a shared code are read without sorting all the others.
DROP INDEX "assignment_past";
CREATE INDEX "assignment_past" ON "assignment" ("shop_id", "code_id", "id") WHERE "released_at" IS NOT NULL OR "shared";
