import { randomUUID } from "node:crypto";
import pg from "pg";

/** A migrated database of the caller's own on that server; resolves its connection string. */
export async function copyDatabase(serverUrl: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const admin = new pg.Client(serverUrl);
  await admin.connect();
  // Two test files may copy at once, and a template allows one copy at a time.
  await admin.query("SELECT pg_advisory_lock(1)");
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template`);
  await admin.end();
  return databaseUrl(serverUrl, name);
}

/** Removes a copy, also from under whoever still has a connection to it. */
export async function dropCopy(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  const admin = new pg.Client(databaseUrl(url, "postgres"));
  await admin.connect();
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await admin.end();
}

/** The same server's connection string for another database. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
