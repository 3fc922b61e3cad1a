import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { databaseUrl } from "./start-database";

/** A migrated database of the caller's own; resolves its connection string. */
export async function copyTemplate(): Promise<string> {
  const server = inject("postgresUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const admin = new pg.Client(server);
  await admin.connect();
  // Two test files may copy at once, and a template allows one copy at a time.
  await admin.query("SELECT pg_advisory_lock(1)");
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template`);
  await admin.end();
  return databaseUrl(server, name);
}
