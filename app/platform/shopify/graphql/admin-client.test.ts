import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { failure, success } from "../../../core/result";
import { readRemoval } from "../codes/read-removal.server";
import { setDiscountActive } from "../discounts/set-discount-active.server";
import { readShop } from "../read-shop.server";
import { adminClients } from "./admin-client.server";

const shop = { name: "Shop", email: "a@b.example", ianaTimezone: "UTC", currencyCode: "EUR" };
const bucket = { maximumAvailable: 2000, currentlyAvailable: 1900, restoreRate: 100 };

type Script = () => Response | Promise<Response>;

const respond = (body: unknown, status = 200, headers = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", ...headers },
  });
const good: Script = () =>
  respond({
    data: { shop, currentAppInstallation: { accessScopes: [] } },
    extensions: { cost: { requestedQueryCost: 1, actualQueryCost: 1, throttleStatus: bucket } },
  });
const trouble = (status: number, headers = {}): Script => {
  return () => respond({ errors: "In trouble" }, status, headers);
};
const throttled = (currentlyAvailable: number): Script => {
  return () =>
    respond({
      errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
      extensions: {
        cost: {
          requestedQueryCost: 1,
          actualQueryCost: null,
          throttleStatus: { ...bucket, currentlyAvailable },
        },
      },
    });
};
const silence: Script = () => Promise.reject(new TypeError("fetch failed"));

describe("Admin API client", () => {
  const sent: { token: string | null; query: string; at: number }[] = [];
  let script: Script[];

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] });
    sent.length = 0;
    vi.stubGlobal("fetch", (_input: unknown, init: RequestInit) => {
      const token = new Headers(init.headers).get("x-shopify-access-token");
      const { query } = JSON.parse(String(init.body)) as { query: string };
      sent.push({ token, query, at: Math.round(performance.now()) });
      expect(init.signal).toBeInstanceOf(AbortSignal);
      const next = script.length > 1 ? script.shift() : script[0];
      return next?.();
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const client = (token: () => string = () => "a-token") =>
    adminClients(async () => success(token()))("one.myshopify.com", "normal");

  async function soon<Value>(work: Promise<Value>): Promise<Value> {
    await vi.runAllTimersAsync();
    return work;
  }
  const pauses = () => sent.slice(1).map(({ at }, place) => at - (sent[place]?.at ?? 0));

  it("retries a read with growing pauses while there is no response", async () => {
    script = [silence, trouble(502), trouble(500), good];
    expect(await soon(readShop(client()))).toMatchObject({ ok: true, value: { name: "Shop" } });
    expect(pauses()).toEqual([300, 1000, 3000]);
  });

  it("gives up after the last retry", async () => {
    script = [trouble(503)];
    expect(await soon(readShop(client()))).toMatchObject({
      failure: { kind: "platform_unreachable", detail: expect.stringContaining("503") },
    });
    expect(sent).toHaveLength(4);
  });

  it("doesn't retry when access is denied", async () => {
    script = [trouble(403)];
    expect(await soon(readShop(client()))).toMatchObject({ failure: { kind: "platform_denied" } });
    expect(sent).toHaveLength(1);
  });

  it("doesn't repeat a write that may have been processed", async () => {
    const off = () => setDiscountActive(client(), "gid://shopify/DiscountCodeNode/1", false);
    for (const first of [silence, trouble(500), trouble(502)]) {
      sent.length = 0;
      script = [first, () => respond({ data: { nodes: [null] } })];
      await soon(off());
      const writes = sent.filter(({ query }) => query.includes("discountCodeDeactivate"));
      expect(writes).toHaveLength(1);
    }
  });

  it("waits as long as Retry-After says", async () => {
    script = [trouble(429, { "Retry-After": "7" }), trouble(429), good];
    expect(await soon(readShop(client()))).toMatchObject({ ok: true });
    expect(pauses()).toEqual([7000, 1000]);
  });

  it("waits until the date in Retry-After, and one second without the header", async () => {
    vi.setSystemTime(new Date("2026-11-21T12:00:00Z"));
    const at = "Sat, 21 Nov 2026 12:00:09 GMT";
    script = [trouble(429, { "Retry-After": at }), trouble(429), good];
    expect(await soon(readShop(client()))).toMatchObject({ ok: true });
    expect(pauses()).toEqual([9000, 1000]);
  });

  it("stops waiting when the process shuts down", async () => {
    const process = new AbortController();
    const send = adminClients(async () => success("a-token"), { stopping: process.signal });
    script = [trouble(429, { "Retry-After": "25" })];
    const pending = readShop(send("one.myshopify.com", "normal"));
    await vi.advanceTimersByTimeAsync(100);
    process.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(await pending).toMatchObject({ failure: { kind: "platform_unreachable" } });
    expect(sent).toHaveLength(1);
  });

  it("waits just until Shopify has restored the points", async () => {
    script = [throttled(0), good];
    expect(await soon(readShop(client()))).toMatchObject({ ok: true });
    // Three points, of a hundred that come back in a second.
    expect(pauses()).toEqual([30]);
  });

  it("gives up on a shop that is always throttled", async () => {
    script = [throttled(0)];
    expect(await soon(readShop(client()))).toMatchObject({
      failure: { kind: "platform_unreachable" },
    });
    expect(performance.now()).toBeLessThan(200_000);
  });

  it("requests a new token once when Shopify rejects the current one", async () => {
    const refused: (string | undefined)[] = [];
    const send = adminClients(async (_shop, token) => {
      refused.push(token);
      return success(token ? "new" : "old");
    })("one.myshopify.com", "normal");
    script = [trouble(401), good];
    expect(await soon(readShop(send))).toMatchObject({ ok: true });
    expect(sent.map((one) => one.token)).toEqual(["old", "new"]);
    expect(refused).toEqual([undefined, "old"]);
    script = [trouble(401)];
    expect(await soon(readShop(send))).toMatchObject({ failure: { kind: "platform_denied" } });
    expect(sent).toHaveLength(4);
  });

  it("sends nothing for a shop without a token", async () => {
    const denied = { kind: "platform_denied", detail: "The shop is not signed in." } as const;
    const send = adminClients(async () => failure(denied));
    script = [good];
    const outcome = await soon(readShop(send("one.myshopify.com", "urgent")));
    expect(outcome).toMatchObject({ failure: { kind: "platform_denied" } });
    expect(sent).toHaveLength(0);
  });

  it("uses the cost that Shopify reports if it's higher than the declared one", async () => {
    const dear = { requestedQueryCost: 500, actualQueryCost: 500, throttleStatus: bucket };
    script = [() => respond({ data: { job: { done: true } }, extensions: { cost: dear } })];
    const send = client();
    for (let reads = 0; reads < 6; reads += 1) await soon(readRemoval(send, "gid://shopify/Job/1"));
    sent.length = 0;
    const low = { ...dear, throttleStatus: { ...bucket, currentlyAvailable: 100 } };
    script = [() => respond({ data: { job: { done: true } }, extensions: { cost: low } })];
    for (let reads = 0; reads < 2; reads += 1) await soon(readRemoval(send, "gid://shopify/Job/1"));
    expect(pauses()).toEqual([4000]);
  });

  it("treats a response that isn't GraphQL as no response", async () => {
    script = [() => new Response("<html>Bad gateway</html>", { status: 200 }), good];
    expect(await soon(readShop(client()))).toMatchObject({ ok: true });
    script = [() => respond({ data: null })];
    expect(await soon(readShop(client()))).toMatchObject({
      failure: { kind: "platform_unreachable" },
    });
  });
});
