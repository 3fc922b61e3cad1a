import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@prisma/client";
import { Session } from "@shopify/shopify-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Env } from "../../../app/env.server";
import { ExpiringSessionStorage } from "../../../app/platform/shopify/session-storage.server";
import { shopifyClient, signIn } from "../../sandbox/for-tests/shopify-client";
import { API_KEY, API_SECRET, DEMO_SHOP, testSandbox } from "../../sandbox/for-tests/test-sandbox";
import { openTestServices, type TestServices } from "../../setup/test-services";

describe("a shop's offline session", () => {
  const sandbox = testSandbox();
  let services: TestServices;
  let prisma: PrismaClient;

  beforeAll(async () => {
    services = await openTestServices();
    const adapter = new PrismaPg({ connectionString: services.databaseUrl });
    prisma = new PrismaClient({ adapter });
  });
  afterAll(async () => {
    await prisma.$disconnect();
    await services.close();
  });

  it("is refreshed once, however many ask at the same time", async () => {
    const client = await shopifyClient(sandbox);
    const signedIn = await signIn(sandbox, client);
    const sessions = new ExpiringSessionStorage(prisma);
    // As it is an hour later: the token is over, the refresh token is not.
    signedIn.expires = new Date(Date.now() - 1000);
    await sessions.storeSession(signedIn);
    // Imported after the preload, which the library's `fetch` must go through.
    const { createShopify } = await import("../../../app/shopify.server");
    const { validOfflineSession } = await import(
      "../../../app/platform/shopify/offline-session.server"
    );
    const env = {
      SHOPIFY_API_KEY: API_KEY,
      SHOPIFY_API_SECRET: API_SECRET,
      SHOPIFY_APP_URL: "https://app.example",
      SCOPES: "read_customers",
    } as Env;
    const shopify = createShopify(env, sessions);
    const { database } = services;
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => validOfflineSession({ database, shopify }, DEMO_SHOP)),
    );
    const tokens = new Set(answers.map(({ accessToken }) => accessToken));
    expect(tokens.size).toBe(1);
    expect(tokens.has(signedIn.accessToken)).toBe(false);
    const shop = sandbox.running.sandbox.world.shops[DEMO_SHOP];
    const refreshed = Object.values(shop?.refreshTokens ?? {}).filter((token) => token.replaces);
    expect(refreshed).toHaveLength(1);
  });

  it("has an end although the answer that brought it did not say one", async () => {
    const client = await shopifyClient(sandbox);
    const signedIn = await signIn(sandbox, client);
    const sessions = new ExpiringSessionStorage(prisma);
    const { expires, ...silent } = signedIn.toObject();
    expect(expires).toBeInstanceOf(Date);
    await sessions.storeSession(new Session(silent));
    const stored = await sessions.loadSession(signedIn.id);
    const left = (stored?.expires?.getTime() ?? 0) - Date.now();
    expect(left).toBeGreaterThan(50 * 60_000);
    expect(left).toBeLessThanOrEqual(60 * 60_000);
    // A token that cannot be refreshed lives for ever, as the library says.
    const { refreshToken: _, ...lasting } = silent;
    await sessions.storeSession(new Session({ ...lasting, id: "lasting" }));
    expect((await sessions.loadSession("lasting"))?.expires).toBeUndefined();
  });
});
