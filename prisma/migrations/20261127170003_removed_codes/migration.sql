-- How many codes of an import were removed again by an undo.
ALTER TABLE "batch" ADD COLUMN "removed" INTEGER NOT NULL DEFAULT 0;
UPDATE "batch" SET "removed" = "added" WHERE "state" = 'undone';
