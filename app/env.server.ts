import { z } from "zod";
import { parseEncryptionKeys } from "./core/encryption/keyring.server";

/** Environment variables. `.env.example` explains them, and a test compares the two. */
export const envSchema = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("production"),
  DATABASE_URL: z.string().min(1),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).default(20),
  PORT: z.coerce.number().int().default(3000),
  HOST: z.string().default("127.0.0.1"),
  SHOPIFY_API_KEY: z.string().min(1),
  SHOPIFY_API_SECRET: z.string().min(1),
  SHOPIFY_APP_URL: z.url(),
  SCOPES: z.string().min(1),
  /** `ID:KEY,ID:KEY`. The first key encrypts, all of them decrypt. A key is 32 bytes in base64. */
  ENCRYPTION_KEYS: z.string().transform((text, { addIssue }) => {
    const keys = parseEncryptionKeys(text);
    if (keys.ok) return keys.value;
    addIssue(keys.failure);
    return z.NEVER;
  }),
  SMTP_URL: z.url(),
  MAIL_FROM: z.string().min(3),
  /** Replaces Shopify's URL of the App Bridge script. */
  APP_BRIDGE_URL: z.url().optional(),
  /** Replaces `https://admin.shopify.com` in email links. */
  SHOPIFY_ADMIN_URL: z.url().optional(),
  /** Concurrent urgent and normal jobs, and bulk jobs in addition to them. */
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).default(4),
  WORKER_BULK_CONCURRENCY: z.coerce.number().int().min(1).default(4),
  /** How long a process may take to shut down. */
  SHUTDOWN_SECONDS: z.coerce.number().min(1).default(25),
  LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
});

export type Env = z.infer<typeof envSchema>;

/**
 * Reads and validates this process's settings. Throws one sentence that names every variable that
 * is missing or invalid.
 */
export function readEnv(): Env {
  const read = envSchema.safeParse(process.env);
  if (read.success) return read.data;
  const problems = read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not complete. ${problems.join("; ")}`);
}
