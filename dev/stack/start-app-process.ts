import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Keyring } from "../../app/core/encryption/keyring.server";
import { appProcess } from "./build-app";
import { type Child, startChild } from "./child";
import { encryptionKeysOf } from "./encryption-keys";
import { freePorts } from "./free-ports";

export interface AppProcess extends Child {
  port: number;
}

/**
 * Starts the built app as a separate process on a migrated database, without a platform, for tests
 * that need only the API. `port` 0 picks a free one.
 */
export async function startAppProcess(
  databaseUrl: string,
  keyring: Keyring,
  options: { port?: number } = {},
): Promise<AppProcess> {
  const port = options.port || (await freePorts(1))[0] || 0;
  const { child } = await startChild({
    name: `app-${port}`,
    command: appProcess("serve"),
    logFolder: await mkdtemp(path.join(tmpdir(), "coupon-pools-app-")),
    readyWhen: /app ready/,
    env: {
      ...process.env,
      NODE_ENV: "production",
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      SHOPIFY_API_KEY: "none",
      SHOPIFY_API_SECRET: "none",
      SHOPIFY_APP_URL: `http://127.0.0.1:${port}`,
      SCOPES: "read_customers",
      ENCRYPTION_KEYS: encryptionKeysOf(keyring),
      SMTP_URL: "smtp://127.0.0.1:1",
      MAIL_FROM: "nobody@example.com",
      LOG_LEVEL: "info",
    },
  });
  return { ...child, port };
}
