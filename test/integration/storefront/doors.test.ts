import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { giveCode } from "../../factories/give-code";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop } from "../../setup/test-services";
import { openStorefrontFixture, type Proxied, type StorefrontFixture } from "./storefront-fixture";

const customer = "7001";

describe("the doors of the storefront", () => {
  let fixture: StorefrontFixture;
  let code: string;

  beforeAll(async () => {
    fixture = await openStorefrontFixture();
    const { services, shop } = fixture;
    const pool = await insertPool(services, shop, { codes: 1 });
    ({ code } = await giveCode(services, shop, pool, customer));
  });
  afterAll(() => fixture.close());
  beforeEach(() => {
    // Another minute, so a test doesn't use up the calls of the next.
    const { services } = fixture;
    services.setTime(new Date(services.clock.now().getTime() + 60_000));
  });

  const codesOf = ({ json }: { json: { codes?: { code: string }[] } }) =>
    json.codes?.map((entry) => entry.code);

  it("answers a signed-in customer through the app proxy and from checkout", async () => {
    for (const response of [
      await fixture.proxied("codes", { customer }),
      await fixture.fromCheckout("codes", { customer }),
    ]) {
      expect(response.status).toBe(200);
      expect(codesOf(response)).toEqual([code]);
      expect(response.headers.get("Cache-Control")).toBe("no-store");
      expect(response.headers.get("X-Request-Id")).toMatch(/^[\w-]{36}$/);
    }
  });

  it("shows a guest nothing of anyone", async () => {
    for (const response of [
      await fixture.proxied("codes", { customer: "" }),
      await fixture.fromCheckout("codes"),
    ]) {
      expect(response).toMatchObject({ status: 200, json: { codes: [] } });
    }
  });

  it("shows a customer whom the app doesn't know an empty list", async () => {
    expect(codesOf(await fixture.proxied("codes", { customer: "999999" }))).toEqual([]);
    expect(codesOf(await fixture.fromCheckout("codes", { customer: "999999" }))).toEqual([]);
  });

  it.each<[string, Proxied]>([
    ["without a signature", { sent: { signature: null } }],
    ["with an empty signature", { sent: { signature: "" } }],
    ["with a signature that isn't hex", { sent: { signature: "ünicode" } }],
    ["signed with another secret", { secret: "another" }],
    ["signed 91 seconds ago", { age: 92 }],
    ["signed in the future", { age: -120 }],
    ["without a time", { sent: { timestamp: null } }],
    ["at a time that isn't a number", { sent: { timestamp: "soon" } }],
    ["for another customer than the signed one", { sent: { logged_in_customer_id: "7002" } }],
    ["for another store than the signed one", { sent: { shop: "other.myshopify.com" } }],
    ["for a store that isn't a domain of Shopify", { shop: "demo-store.example" }],
    ["with a parameter that wasn't signed", { more: "&locale=de" }],
    ["with two stores", { query: [["shop", "other.myshopify.com"]] }],
    ["with two customers", { query: [["logged_in_customer_id", "7002"]] }],
    [
      "of a guest who names a customer",
      { customer: "", query: [["logged_in_customer_id", "7001"]] },
    ],
    ["with two signatures", { more: "&signature=0" }],
  ])("rejects a proxied request %s", async (_, request) => {
    const response = await fixture.proxied("codes", { customer, ...request });
    expect(response).toMatchObject({ status: 401, json: { code: "signature_invalid" } });
    expect(response.headers.get("Content-Type")).toBe("application/problem+json");
  });

  it("accepts repeated parameters of the shopper, signed as a list", async () => {
    const query: [string, string][] = [
      ["utm", "b"],
      ["utm", "a"],
    ];
    expect(codesOf(await fixture.proxied("codes", { customer, query }))).toEqual([code]);
  });

  it.each([
    ["without a token", { authorization: null }],
    ["with a token that isn't one", { authorization: "Bearer abc" }],
    ["with another scheme", { authorization: "Basic abc" }],
    ["signed with another secret", { secret: "another" }],
    ["for another app", { claims: { aud: "another key" } }],
    ["expired", { claims: { exp: Math.floor(Date.now() / 1000) - 60 } }],
    ["from the future", { claims: { nbf: Math.floor(Date.now() / 1000) + 600 } }],
    ["for a store that isn't a domain of Shopify", { claims: { dest: "demo-store.example" } }],
    ["of a member of staff", { claims: { sub: "7001" } }],
  ])("rejects a checkout request %s", async (_, request) => {
    const response = await fixture.fromCheckout("codes", { customer, ...request });
    expect(response).toMatchObject({ status: 401, json: { code: "token_invalid" } });
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
  });

  it("answers the preflight of a checkout, and no other origin through the app proxy", async () => {
    const preflight = await fixture.fromCheckout("codes", {
      authorization: null,
      init: { method: "OPTIONS" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(preflight.headers.get("Access-Control-Allow-Headers")).toContain("Authorization");
    const proxied = await fixture.proxied("codes", { customer });
    expect(proxied.headers.get("Access-Control-Allow-Origin")).toBeNull();
  });

  it.each(["POST", "PUT", "PATCH", "DELETE"])(
    "rejects %s, with or without a body",
    async (method) => {
      for (const body of [null, "a".repeat(100_000)]) {
        const init = { method, body };
        for (const response of [
          await fixture.proxied("codes", { customer, init }),
          await fixture.fromCheckout("codes", { customer, init }),
        ]) {
          expect(response).toMatchObject({ status: 405, json: { code: "method_not_allowed" } });
          expect(response.headers.get("Allow")).toBe("GET, HEAD, OPTIONS");
        }
      }
    },
  );

  it("says that there is nothing at other addresses", async () => {
    for (const path of ["", "code", "codes/1", "../api"]) {
      const response = await fixture.proxied(path, { customer });
      expect(response, path).toMatchObject({ status: 404 });
    }
    expect((await fetch(`${fixture.server.url}/Storefront/proxy/codes`)).status).toBe(404);
    expect((await fetch(`${fixture.server.url}/storefront`)).status).toBe(404);
  });

  it("knows no store that doesn't have the app, or no longer", async () => {
    const { services } = fixture;
    const gone = await insertShop(services, "gone-store.myshopify.com");
    await services.database.query("UPDATE shop SET uninstalled_at = now() WHERE id = $1", [
      gone.id,
    ]);
    for (const domain of ["strange-store.myshopify.com", gone.domain]) {
      const proxied = await fixture.proxied("codes", { customer, shop: domain });
      expect(proxied).toMatchObject({ status: 403, json: { code: "store_unknown" } });
      const checkout = await fixture.fromCheckout("codes", { customer, claims: { dest: domain } });
      expect(checkout).toMatchObject({ status: 403, json: { code: "store_unknown" } });
    }
  });

  it("shows a customer of one store nothing of the same number in another", async () => {
    const other = await insertShop(fixture.services, "other-store.myshopify.com");
    expect(codesOf(await fixture.proxied("codes", { customer, shop: other.domain }))).toEqual([]);
    const claims = { dest: other.domain };
    expect(codesOf(await fixture.fromCheckout("codes", { customer, claims }))).toEqual([]);
  });

  it("limits the calls of one customer, and of nobody else", async () => {
    const statuses: number[] = [];
    for (let call = 0; call < 61; call += 1) {
      statuses.push((await fixture.proxied("codes", { customer: "8001" })).status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    const limited = await fixture.proxied("codes", { customer: "8001" });
    expect(limited).toMatchObject({ status: 429, json: { code: "rate_limited" } });
    expect(Number(limited.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect((await fixture.proxied("codes", { customer })).status).toBe(200);
    expect((await fixture.proxied("codes")).status).toBe(200);
  });

  it("answers one store while requests of another one hang", async () => {
    const { services, shop } = fixture;
    const other = await insertShop(services, "busy-store.myshopify.com");
    const hung = await services.database.pool.connect();
    try {
      await hung.query("BEGIN");
      // As many requests as the process has connections, all waiting for the same lock.
      await hung.query("LOCK TABLE recipient IN ACCESS EXCLUSIVE MODE");
      const waiting = Array.from({ length: 40 }, (_, place) =>
        fixture.proxied("codes", { customer: String(9000 + place), shop: other.domain }),
      );
      const guest = await fixture.proxied("codes", { shop: shop.domain });
      expect(guest.status).toBe(200);
      await hung.query("COMMIT");
      for (const { status } of await Promise.all(waiting)) expect([200, 503]).toContain(status);
    } finally {
      hung.release();
    }
  });
});
