import { randomBytes } from "node:crypto";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { sourceServer, sourceSettings } from "../source/source-processes";
import { startWatchedWorker } from "../source/watched-worker";
import { appProcess } from "./build-app";
import { type Child, startChild } from "./child";

interface StackPorts {
  sandbox: number;
  tunnel: number;
  app: number;
  smtp: number;
}

export interface StackOptions {
  /** Folder for logs, the sandbox's state and the encryption key. */
  folder: string;
  databaseUrl: string;
  ports: StackPorts;
  seed: "small" | "demo";
  /**
   * Runs the app and the worker from the build (default), or from source, following its changes.
   */
  code?: "built" | "source";
}

export interface Stack {
  children: Child[];
  /** The sandbox's URL. Its landing page links to everything. */
  url: string;
  /** Where its processes write what they log, as `app.log`. */
  logFolder: string;
  /** The environment of the app's processes, for starting more of them. */
  env: NodeJS.ProcessEnv;
  /** Stops all of its processes, the app first. */
  stop(): Promise<void>;
}

/** `node` arguments that redirect requests for Shopify to the sandbox. */
export const preload = ["--import", path.resolve("test/doubles/shopify/preload.mjs")];

export const demoShop = "demo-store.myshopify.com";

/**
 * Starts the sandbox store, the app and the worker on a migrated database. The app knows nothing
 * about the sandbox: a preload redirects Shopify's URLs to it. Rejects, after stopping everything,
 * if a process doesn't start.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { folder, ports } = options;
  await mkdir(folder, { recursive: true });
  const sandboxUrl = `http://127.0.0.1:${ports.sandbox}`;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    DATABASE_URL: options.databaseUrl,
    PORT: String(ports.app),
    SHOPIFY_API_KEY: "coupon-pools-sandbox",
    SHOPIFY_API_SECRET: "the sandbox and the app share this secret",
    SHOPIFY_APP_URL: `http://127.0.0.1:${ports.tunnel}`,
    SCOPES: await scopesOfTheApp(),
    ENCRYPTION_KEYS: await encryptionKeys(folder),
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    MAIL_FROM: "Coupon Pools <alerts@coupon-pools.example>",
    SHOPIFY_ADMIN_URL: `${sandboxUrl}/admin`,
    APP_BRIDGE_URL: `${sandboxUrl}/app-bridge.js`,
    SANDBOX_URL: sandboxUrl,
    SANDBOX_PORT: String(ports.sandbox),
    SANDBOX_TUNNEL_PORT: String(ports.tunnel),
    SANDBOX_SMTP_PORT: String(ports.smtp),
    SANDBOX_STATE_FILE: path.join(folder, "sandbox.json"),
    SANDBOX_SEED: options.seed,
    APP_URL: `http://127.0.0.1:${ports.app}`,
    LOG_LEVEL: process.env["LOG_LEVEL"] ?? "info",
    ...(options.code === "source" ? sourceSettings : {}),
  };
  const logFolder = path.join(folder, "logs");
  const children: Child[] = [];
  const start = async (name: string, command: string[], readyWhen: RegExp) => {
    const { child } = await startChild({ name, command, env, logFolder, readyWhen });
    children.unshift(child);
  };
  const stop = async () => {
    for (const child of children) await child.stop();
  };
  try {
    await start("sandbox", ["--import", "tsx", "test/doubles/shopify/main.ts"], /sandbox ready/);
    if (options.code === "source") {
      await Promise.all([
        start("app", [...preload, ...sourceServer], /app ready/),
        startWatchedWorker({ env, logFolder, preload }).then((child) => children.unshift(child)),
      ]);
    } else {
      await Promise.all([
        start("app", [...preload, ...appProcess("serve")], /app ready/),
        start("worker", [...preload, ...appProcess("worker")], /worker ready/),
      ]);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { children, url: sandboxUrl, logFolder, env, stop };
}

/** The access scopes in shopify.app.toml, separated by commas. Throws if there are none. */
export async function scopesOfTheApp(): Promise<string> {
  const toml = await readFile("shopify.app.toml", "utf8");
  const scopes = /^scopes\s*=\s*"([^"]*)"/m.exec(toml)?.[1];
  if (!scopes) throw new Error("shopify.app.toml names no scopes.");
  return scopes;
}

const keyFile = (folder: string) => path.join(folder, "encryption-key");

/** Whether the folder has data from an earlier start. */
export async function hasEncryptionKey(folder: string): Promise<boolean> {
  return stat(keyFile(folder)).then(
    () => true,
    () => false,
  );
}

/**
 * `ENCRYPTION_KEYS` of this folder. The key is kept, so addresses stay readable after a restart.
 */
export async function encryptionKeys(folder: string): Promise<string> {
  const file = keyFile(folder);
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept) return `local:${kept}`;
  const made = randomBytes(32).toString("base64");
  await writeFile(file, made, { mode: 0o600 });
  return `local:${made}`;
}
