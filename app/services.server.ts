import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@prisma/client";
import type { Logger } from "pino";
import type { Clock } from "./core/clock";
import type { Keyring } from "./core/encryption/keyring.server";
import { connectionSettings } from "./database/connection-settings";
import { type Database, openDatabase } from "./database/database.server";
import { openKeyring } from "./database/encryption/open-keyring.server";
import type { Env } from "./env.server";
import { type MessageRenderer, openRenderer } from "./features/campaigns/rendering/renderer.server";
import { recordAccessLost } from "./features/shops/lost-access.server";
import { createLog } from "./log.server";
import { createMailer, type Mailer } from "./mail/mailer.server";
import type { OpenPlatform } from "./platform/platform";
import { shopifyPlatform } from "./platform/shopify/shopify-platform.server";
import { offlineTokens } from "./platform/shopify/sign-in/offline-tokens.server";
import { EncryptedSessionStorage } from "./platform/shopify/sign-in/session-storage.server";
import { tokenCipher } from "./platform/shopify/sign-in/token-cipher.server";
import { shopperVerifier, type VerifyShopper } from "./platform/shopify/verify-shopper.server";
import { type VerifyWebhook, webhookVerifier } from "./platform/shopify/verify-webhook.server";
import { createShopify, type Shopify } from "./shopify.server";

/** Everything that touches the outside world. Features get it as an argument. */
export interface Services {
  database: Database;
  clock: Clock;
  mailer: Mailer;
  log: Logger;
  platform: OpenPlatform;
  /** Encrypts addresses and tokens, and hashes the keys that recipients are looked up by. */
  keyring: Keyring;
}

/** The services of a process that also serves HTTP. */
export interface AppServices extends Services {
  env: Env;
  shopify: Shopify;
  verifyWebhook: VerifyWebhook;
  verifyShopper: VerifyShopper;
  renderer: MessageRenderer;
  /** Call on shutdown: pending waits for another attempt at the platform give up. */
  endWaits(): void;
  close(): Promise<void>;
}

/**
 * Creates and wires all services. This is the only place that does. Throws a sentence for the
 * operator if the database doesn't respond or doesn't match the encryption keys.
 */
export async function createServices(env: Env): Promise<AppServices> {
  const log = createLog(env.LOG_LEVEL);
  const database = openDatabase(env.DATABASE_URL, env.DATABASE_CONNECTIONS, log);
  const keyring = await openKeyring(database, env.ENCRYPTION_KEYS).catch(async (error) => {
    await database.close();
    throw error;
  });
  const prisma = new PrismaClient({
    adapter: new PrismaPg(connectionSettings(env.DATABASE_URL)),
  });
  const stopping = new AbortController();
  const clock = { now: () => new Date() };
  const vault = tokenCipher(keyring);
  const app = { apiKey: env.SHOPIFY_API_KEY, apiSecret: env.SHOPIFY_API_SECRET };
  const renderer = openRenderer();
  return {
    env,
    database,
    log,
    clock,
    renderer,
    mailer: createMailer(env.SMTP_URL, env.MAIL_FROM),
    keyring,
    shopify: createShopify(env, new EncryptedSessionStorage(prisma, vault), log),
    verifyWebhook: webhookVerifier({ apiSecret: env.SHOPIFY_API_SECRET }),
    verifyShopper: shopperVerifier({ ...app, appUrl: env.SHOPIFY_APP_URL }),
    platform: shopifyPlatform(offlineTokens({ database, clock, vault, app }), {
      apiKey: env.SHOPIFY_API_KEY,
      admin: env.SHOPIFY_ADMIN_URL,
      scopes: env.SCOPES.split(","),
      stopping: stopping.signal,
      onDenied: (shopDomain, reason) =>
        recordAccessLost({ database, clock, log }, shopDomain, { reason }),
    }),
    endWaits: () => stopping.abort(),
    close: async () => {
      await renderer.close();
      await prisma.$disconnect();
      await database.close();
    },
  };
}
