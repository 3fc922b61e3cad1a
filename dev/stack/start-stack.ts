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
  /** Logs, the sandbox's state and the encryption key are kept here. */
  folder: string;
  databaseUrl: string;
  ports: StackPorts;
  seed: "small" | "demo";
  /** What the app and the worker run: the build (default), or the source, which they follow as it changes. */
  code?: "built" | "source";
}

export interface Stack {
  children: Child[];
  /** The sandbox's own address: its landing page leads everywhere. */
  url: string;
  /** The environment of the app's processes, for more of them. */
  env: NodeJS.ProcessEnv;
  /** Stops everything that was started here, the app first. */
  stop(): Promise<void>;
}

/** Before a process of ours that speaks to the sandbox where it means Shopify. */
export const preload = ["--import", path.resolve("test/doubles/shopify/preload.mjs")];

export const demoShop = "demo-store.myshopify.com";

/**
 * Starts the sandbox store, the app and the worker over a migrated database. The app knows nothing of
 * the sandbox: a preload sends Shopify's addresses there.
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
  return { children, url: sandboxUrl, env, stop };
}

/** The scopes that shopify.app.toml asks for. */
export async function scopesOfTheApp(): Promise<string> {
  const toml = await readFile("shopify.app.toml", "utf8");
  const scopes = /^scopes\s*=\s*"([^"]*)"/m.exec(toml)?.[1];
  if (!scopes) throw new Error("shopify.app.toml names no scopes.");
  return scopes;
}

const keyFile = (folder: string) => path.join(folder, "encryption-key");

/** Whether an earlier start kept its data here. */
export async function hasEncryptionKey(folder: string): Promise<boolean> {
  return stat(keyFile(folder)).then(
    () => true,
    () => false,
  );
}

/** `ENCRYPTION_KEYS` of this folder. The key is made once and kept, and addresses stay readable between starts. */
export async function encryptionKeys(folder: string): Promise<string> {
  const file = keyFile(folder);
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept) return `local:${kept}`;
  const made = randomBytes(32).toString("base64");
  await writeFile(file, made, { mode: 0o600 });
  return `local:${made}`;
}
