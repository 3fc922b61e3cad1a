import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@prisma/client";
import { Session } from "@shopify/shopify-api";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Env } from "../../../app/env.server";
import { EncryptedSessionStorage } from "../../../app/platform/shopify/sign-in/session-storage.server";
import { tokenCipher } from "../../../app/platform/shopify/sign-in/token-cipher.server";
import { createShopify } from "../../../app/shopify.server";
import { mintSessionToken } from "../../doubles/shopify/index";
import { API_KEY, API_SECRET, DEMO_SHOP, testSandbox } from "../../doubles/shopify/testing";
import { openTestServices, type TestServices } from "../../setup/test-services";

describe("signing in from the Shopify admin", () => {
  const sandbox = testSandbox();
  let services: TestServices;
  let prisma: PrismaClient;
  let sessions: EncryptedSessionStorage;

  beforeAll(async () => {
    await sandbox.follow();
    services = await openTestServices();
    const adapter = new PrismaPg({ connectionString: services.databaseUrl });
    prisma = new PrismaClient({ adapter });
    sessions = new EncryptedSessionStorage(prisma, tokenCipher(services.keyring));
  });
  afterAll(async () => {
    await prisma.$disconnect();
    await services.close();
  });
  beforeEach(() => services.database.query("DELETE FROM session"));
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  async function visit() {
    const { sandbox: local } = sandbox.running;
    const shop = local.world.shops[DEMO_SHOP];
    if (!shop) throw new Error("There is no demo store");
    const authorization = `Bearer ${mintSessionToken(local, shop)}`;
    const request = new Request("https://app.example/app", { headers: { authorization } });
    const env = {
      SHOPIFY_API_KEY: API_KEY,
      SHOPIFY_API_SECRET: API_SECRET,
      SHOPIFY_APP_URL: "https://app.example",
      SCOPES: "read_customers",
    } as Env;
    return createShopify(env, sessions, services.log).authenticate.admin(request);
  }

  /** The tokens that the sandbox has issued for the store. */
  function tokens(): string[] {
    const { accessTokens = {}, refreshTokens = {} } =
      sandbox.running.sandbox.world.shops[DEMO_SHOP] ?? {};
    return [...Object.keys(accessTokens), ...Object.keys(refreshTokens)];
  }

  it("stores the tokens of the shop and the staff member, encrypted", async () => {
    const earlier = tokens();
    const { session } = await visit();
    expect(session.isOnline).toBe(true);
    const issued = tokens().filter((token) => !earlier.includes(token));
    expect(issued).toHaveLength(3);
    const stored = JSON.stringify(await services.database.query("SELECT * FROM session"));
    for (const token of issued) expect(stored).not.toContain(token);
    const loaded = await sessions.findSessionsByShop(DEMO_SHOP);
    const opened = loaded.flatMap(({ accessToken, refreshToken }) => [
      accessToken,
      ...(refreshToken ? [refreshToken] : []),
    ]);
    expect(opened.sort()).toEqual(issued.sort());
    // The next page request needs no new tokens.
    expect((await visit()).session.accessToken).toBe(session.accessToken);
  });

  it("starts over if the stored tokens can't be decrypted", async () => {
    const { session } = await visit();
    await services.database.query(`UPDATE session SET "accessToken" = 'in clear text'`);
    expect(await sessions.loadSession(session.id)).toBeUndefined();
    expect(await sessions.findSessionsByShop(DEMO_SHOP)).toEqual([]);
    expect((await visit()).session.accessToken).not.toBe(session.accessToken);
  });

  it("sets an expiration if the token response has none", async () => {
    const silent = {
      id: `offline_${DEMO_SHOP}`,
      shop: DEMO_SHOP,
      state: "",
      isOnline: false,
      accessToken: "access",
    };
    await sessions.storeSession(new Session({ ...silent, refreshToken: "refresh" }));
    const stored = await sessions.loadSession(silent.id);
    const left = (stored?.expires?.getTime() ?? 0) - Date.now();
    expect(left).toBeGreaterThan(50 * 60_000);
    expect(left).toBeLessThanOrEqual(60 * 60_000);
    // A token without a refresh token never expires, as in Shopify's library.
    await sessions.storeSession(new Session({ ...silent, id: "lasting" }));
    expect((await sessions.loadSession("lasting"))?.expires).toBeUndefined();
  });

  it("gives up if Shopify doesn't respond in time", async () => {
    const limits: unknown[] = [];
    vi.stubGlobal("fetch", (_input: unknown, init: RequestInit) => {
      limits.push(init.signal);
      return Promise.reject(new Error("No answer"));
    });
    await expect(visit()).rejects.toMatchObject({ status: 500 });
    expect(limits).toEqual([expect.any(AbortSignal)]);
  });
});
