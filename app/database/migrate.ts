import { migrateDatabase } from "./migrate.server";

/** `npm run migrate`: brings the database at DATABASE_URL to the current schema. */
const url = process.env["DATABASE_URL"];
if (url) await migrateDatabase(url);
else {
  console.error("Set DATABASE_URL to the database that is to be migrated.");
  process.exitCode = 1;
}
