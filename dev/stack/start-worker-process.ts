import type { Keyring } from "../../app/core/encryption/keyring.server";
import { appProcess, buildApp } from "./build-app";
import { type Child, startChild } from "./child";
import { encryptionKeysOf } from "./encryption-keys";

/** Starts the worker as a separate process on a migrated database, without a platform. */
export async function startWorkerProcess(
  databaseUrl: string,
  keyring: Keyring,
  logFolder: string,
): Promise<Child> {
  await buildApp();
  const { child } = await startChild({
    name: "worker",
    command: appProcess("worker"),
    logFolder,
    readyWhen: /worker ready/,
    env: {
      ...process.env,
      NODE_ENV: "production",
      DATABASE_URL: databaseUrl,
      SHOPIFY_API_KEY: "none",
      SHOPIFY_API_SECRET: "none",
      SHOPIFY_APP_URL: "http://127.0.0.1:1",
      SCOPES: "read_customers",
      ENCRYPTION_KEYS: encryptionKeysOf(keyring),
      SMTP_URL: "smtp://127.0.0.1:1",
      MAIL_FROM: "nobody@example.com",
      LOG_LEVEL: "info",
    },
  });
  return child;
}
