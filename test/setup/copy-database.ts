import { randomUUID } from "node:crypto";
import pg from "pg";

/** Copies the migrated template database on that server. Resolves the copy's connection string. */
export async function copyDatabase(serverUrl: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const admin = new pg.Client(serverUrl);
  await admin.connect();
  // PostgreSQL allows only one copy of a template at a time. Copying the files takes half as long as
  // logging every page, its default.
  await admin.query("SELECT pg_advisory_lock(1)");
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template STRATEGY FILE_COPY`);
  await admin.end();
  return databaseUrl(serverUrl, name);
}

/** Drops a copy, even if there are open connections to it. */
export async function dropCopy(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  const admin = new pg.Client(databaseUrl(url, "postgres"));
  await admin.connect();
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await admin.end();
}

/** The connection string of another database on the same server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
