import type { Shopify } from "@shopify/shopify-api";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { offlineTokens } from "../../../app/platform/shopify/sign-in/offline-tokens.server";
import { tokenCipher } from "../../../app/platform/shopify/sign-in/token-cipher.server";
import {
  API_KEY,
  API_SECRET,
  DEMO_SHOP,
  shopifyClient,
  signIn,
  testSandbox,
} from "../../doubles/shopify/testing";
import { storeTokens } from "../../factories/store-tokens";
import { testKeyring } from "../../factories/test-keys";
import { openTestServices, otherServer, type TestServices } from "../../setup/test-services";

const minutes = (count: number): number => count * 60_000;

describe("a shop's offline tokens", () => {
  const sandbox = testSandbox();
  let services: TestServices;
  let client: Shopify;
  /** The access token from the shop's sign-in. */
  let first: string;

  beforeAll(async () => {
    services = await openTestServices(2);
    client = await shopifyClient(sandbox);
  });
  afterAll(() => services.close());
  beforeEach(async () => {
    await sandbox.call("POST", "/control/api/reset", {});
    await sandbox.call("POST", "/control/api/clock", { offsetMs: 0 });
    const { accessToken = "", ...session } = await signIn(sandbox, client);
    first = accessToken;
    await storeTokens(services, { ...session, shop: DEMO_SHOP, accessToken });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  const tokens = (of = services, apiSecret = API_SECRET) =>
    offlineTokens({
      database: of.database,
      clock: { now: () => new Date() },
      vault: tokenCipher(of.keyring),
      app: { apiKey: API_KEY, apiSecret },
    });
  const wait = (ms: number) => sandbox.call("POST", "/control/api/clock", { advanceMs: ms });
  const shop = () => sandbox.running.sandbox.world.shops[DEMO_SHOP];
  const fault = (kind: string) =>
    sandbox.call("POST", "/control/api/faults", { match: "oauth:refresh", kind, times: 1 });
  const refreshes = () =>
    Object.values(shop()?.refreshTokens ?? {}).filter(({ replaces }) => replaces).length;
  const sessions = () => services.database.query("SELECT id FROM session");

  /** From now on, requests to Shopify hang until `answer` is called. */
  function hangingShopify() {
    const real = globalThis.fetch;
    const hanging: (() => void)[] = [];
    vi.stubGlobal("fetch", (input: string, init: RequestInit) => {
      expect(init.signal).toBeInstanceOf(AbortSignal);
      return new Promise((resolve) => hanging.push(() => resolve(real(input, init))));
    });
    return {
      hangs: (count: number) => vi.waitFor(() => expect(hanging).toHaveLength(count)),
      answer: () => {
        vi.unstubAllGlobals();
        for (const respond of hanging) respond();
      },
    };
  }

  it("are refreshed once, however many processes request it concurrently", async () => {
    const other = otherServer(services);
    await wait(minutes(61));
    const processes = [tokens(), tokens(other)];
    const requested = Array.from({ length: 12 }, (_none, at) => processes[at % 2]?.(DEMO_SHOP));
    const results = await Promise.all(requested);
    expect(new Set(results.map((answer) => answer?.ok && answer.value)).size).toBe(1);
    expect(results[0]).toMatchObject({ ok: true });
    expect(results[0]).not.toMatchObject({ value: first });
    expect(refreshes()).toBe(1);
    await other.close();
  });

  it("are never cached, so no process keeps one after the shop uninstalls", async () => {
    const token = tokens();
    expect(await token(DEMO_SHOP)).toEqual({ ok: true, value: first });
    await services.database.query("DELETE FROM session");
    expect(await token(DEMO_SHOP)).toMatchObject({ failure: { kind: "platform_denied" } });
  });

  it("stay in use until they expire while Shopify doesn't respond to a refresh", async () => {
    await wait(minutes(57));
    const shopify = hangingShopify();
    const token = tokens();
    expect(await token(DEMO_SHOP)).toEqual({ ok: true, value: first });
    await shopify.hangs(1);
    expect(await token(DEMO_SHOP)).toEqual({ ok: true, value: first });
    shopify.answer();
    await vi.waitFor(async () => {
      const now = await token(DEMO_SHOP);
      expect(now.ok && now.value).not.toBe(first);
    });
    expect(refreshes()).toBe(1);
  });

  it("hold no database connection while Shopify doesn't respond", async () => {
    const shops = Array.from({ length: 8 }, (_none, at) => `hung-${at}.myshopify.com`);
    for (const shop of shops) {
      const refreshToken = `refresh ${shop}`;
      const expires = new Date(Date.now() - 1000);
      await storeTokens(services, { shop, accessToken: `old ${shop}`, refreshToken, expires });
    }
    const shopify = hangingShopify();
    const token = tokens();
    const requested = Promise.all(shops.map((shop) => token(shop)));
    await shopify.hangs(8);
    // The connection pool has two connections.
    const work = services.database.transaction((tx) => tx.query("SELECT 1"));
    expect(await Promise.all([work, services.database.query("SELECT 1")])).toHaveLength(2);
    shopify.answer();
    // These shops don't exist in the sandbox, so it responds with 404.
    for (const result of await requested) {
      expect(result).toMatchObject({ failure: { kind: "platform_denied" } });
    }
    await services.database.query("DELETE FROM session WHERE shop LIKE 'hung-%'");
  });

  it("expire after an hour if the response doesn't say when", async () => {
    await wait(minutes(61));
    await fault("no-lifetime");
    const token = tokens();
    const second = await token(DEMO_SHOP);
    expect(second.ok && second.value).not.toBe(first);
    await wait(minutes(61));
    const third = await token(DEMO_SHOP);
    expect(third).toMatchObject({ ok: true });
    expect(third).not.toEqual(second);
  });

  it("are requested again with the same refresh token if a response was lost", async () => {
    await wait(minutes(61));
    for (const kind of ["lost-answer", "5xx", "throttle"]) {
      await fault(kind);
      expect(await tokens()(DEMO_SHOP)).toMatchObject({
        failure: { kind: "platform_unreachable" },
      });
    }
    expect(await tokens()(DEMO_SHOP)).toMatchObject({ ok: true });
  });

  it("are refreshed early if Shopify rejects them", async () => {
    const token = tokens();
    const second = await token(DEMO_SHOP, first);
    expect(second).toMatchObject({ ok: true });
    expect(second).not.toMatchObject({ value: first });
    // Another process whose request was rejected with the same token finds the new one.
    expect(await tokens()(DEMO_SHOP, first)).toEqual(second);
    expect(refreshes()).toBe(1);
  });

  it("are deleted when Shopify revokes the grant, so opening the app signs in again", async () => {
    await services.database.query(
      `INSERT INTO session (id, shop, state, "isOnline", "accessToken")
       VALUES ('of a person', $1, '', true, 'x'), ('elsewhere', 'other', '', true, 'x')`,
      [DEMO_SHOP],
    );
    await sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/uninstall`);
    await wait(minutes(61));
    expect(await tokens()(DEMO_SHOP)).toEqual({
      ok: false,
      failure: {
        kind: "platform_denied",
        detail: "No new access token: HTTP 400: invalid_grant",
      },
    });
    expect(await sessions()).toEqual([{ id: "elsewhere" }]);
    await services.database.query("DELETE FROM session");
  });

  it("are kept if Shopify rejects the app's credentials", async () => {
    await wait(minutes(61));
    const refused = await tokens(services, "an old secret")(DEMO_SHOP);
    expect(refused).toMatchObject({ failure: { kind: "platform_denied" } });
    expect(await tokens()(DEMO_SHOP)).toMatchObject({ ok: true });
  });

  it("are not restored by a refresh that ends after the shop uninstalled", async () => {
    await wait(minutes(61));
    const shopify = hangingShopify();
    const requested = tokens()(DEMO_SHOP);
    await shopify.hangs(1);
    await services.database.query("DELETE FROM session");
    shopify.answer();
    expect(await requested).toMatchObject({ failure: { kind: "platform_denied" } });
    expect(await sessions()).toEqual([]);
  });

  it("are refreshed by another process if the first one died", async () => {
    await wait(minutes(61));
    await services.database.query(
      "UPDATE session SET refreshing_until = clock_timestamp() + interval '300 milliseconds'",
    );
    expect(await tokens()(DEMO_SHOP)).toMatchObject({ ok: true });
    expect(refreshes()).toBe(1);
  });

  it("are encrypted, and unreadable with another key", async () => {
    const [row] = await services.database.query<Record<string, string>>("SELECT * FROM session");
    const stored = JSON.stringify(row);
    for (const token of [first, ...Object.keys(shop()?.refreshTokens ?? {})]) {
      expect(stored).not.toContain(token);
      expect(stored).not.toContain(Buffer.from(token).toString("base64").slice(0, 20));
    }
    const elsewhere = { ...services, keyring: testKeyring("other") };
    expect(await tokens(elsewhere)(DEMO_SHOP)).toMatchObject({
      failure: { kind: "platform_denied" },
    });
  });
});
