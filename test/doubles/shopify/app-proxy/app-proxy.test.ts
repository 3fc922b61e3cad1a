import { createHmac } from "node:crypto";
import { type IncomingHttpHeaders, request } from "node:http";
import type { Shopify } from "@shopify/shopify-api";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { shopifyClient } from "../for-tests/shopify-client";
import { API_SECRET, DEMO_SHOP, OTHER_SHOP, testSandbox } from "../for-tests/test-sandbox";
import { readAppProxy } from "./app-proxy";

const sandbox = testSandbox({
  tomlFile: "./proxy.test.toml",
  scopes: ["read_customers", "write_app_proxy"],
});
let shopify: Shopify;

beforeAll(async () => {
  shopify = await shopifyClient(sandbox);
});
beforeEach(async () => {
  await sandbox.call("POST", "/control/api/reset");
  sandbox.app.received = [];
  sandbox.app.answer = () => ({
    status: 200,
    headers: { "content-type": "text/plain" },
    body: "hello",
  });
});

const inStore = (path: string): string => `${sandbox.running.url}/store/demo-store${path}`;
const visit = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(inStore(path), { redirect: "manual", ...init });

/** The only request that reached the app. */
const forwarded = (): { path: string; query: URLSearchParams; headers: IncomingHttpHeaders } => {
  const [received, ...others] = sandbox.app.received;
  expect(others).toEqual([]);
  const url = new URL(received?.path ?? "", "http://app");
  return { path: url.pathname, query: url.searchParams, headers: received?.headers ?? {} };
};

/** As the app checks it: Shopify's library rejects with an error or says no. */
const accepted = (): Promise<boolean> =>
  shopify.utils
    .validateHmac(forwarded().query as never, { signator: "appProxy" })
    .catch(() => false);

const fault = (kind: string): Promise<unknown> =>
  sandbox.call("POST", "/control/api/faults", { match: "proxy", kind, times: 1 });

async function signedInCookie(customerId: string): Promise<string> {
  const answer = await visit("/account/sign-in", {
    method: "POST",
    body: new URLSearchParams({ customerId }),
  });
  return answer.headers.get("set-cookie")?.split(";")[0] ?? "";
}

const someCustomer = (): string =>
  Object.keys(sandbox.running.sandbox.world.shops[DEMO_SHOP]?.customers ?? {})[0] ?? "";

test("an app's page in the store is asked from the app, with the store and a signature", async () => {
  const answer = await visit("/apps/coupons/extra/path?extra=2&extra=1&a=%C3%A4%20b");
  expect(await answer.text()).toBe("hello");
  const { path, query } = forwarded();
  expect(path).toBe("/proxy/extra/path");
  expect(Object.fromEntries(query)).toMatchObject({
    shop: DEMO_SHOP,
    path_prefix: "/apps/coupons",
    logged_in_customer_id: "",
    a: "ä b",
  });
  // By hand, as the documents calculate it: sorted, without separators, lists joined by commas.
  const signed = [
    "a=ä b",
    "extra=2,1",
    "logged_in_customer_id=",
    "path_prefix=/apps/coupons",
    `shop=${DEMO_SHOP}`,
    `timestamp=${query.get("timestamp")}`,
  ].join("");
  const expected = createHmac("sha256", API_SECRET).update(signed).digest("hex");
  expect(query.get("signature")).toBe(expected);
  expect(await accepted()).toBe(true);
});

test("the app learns the signed-in customer, and a buyer can't set who they are", async () => {
  const customerId = someCustomer();
  const cookie = await signedInCookie(customerId);
  await visit("/apps/coupons?shop=evil.myshopify.com&logged_in_customer_id=1&signature=x", {
    headers: { cookie },
  });
  const { path, query } = forwarded();
  expect(path).toBe("/proxy");
  expect(query.getAll("logged_in_customer_id")).toEqual([customerId]);
  expect(query.getAll("shop")).toEqual([DEMO_SHOP]);
  expect(await accepted()).toBe(true);
});

test("cookies reach neither the app nor the buyer, and the buyer's address reaches the app", async () => {
  sandbox.app.answer = () => ({ status: 200, headers: { "set-cookie": "a=b", "x-own": "kept" } });
  const answer = await visit("/apps/coupons", {
    headers: { cookie: "secret=1", "x-forwarded-for": "203.0.113.9" },
  });
  expect(answer.headers.get("set-cookie")).toBeNull();
  expect(answer.headers.get("x-own")).toBe("kept");
  const { headers } = forwarded();
  expect(headers.cookie).toBeUndefined();
  expect(headers["x-forwarded-for"]).toBe("203.0.113.9, 127.0.0.1");
});

test("buyers with different addresses can be told apart", async () => {
  await new Promise<void>((done, fail) => {
    const asked = request(inStore("/apps/coupons"), { localAddress: "127.0.0.77" }, (answer) =>
      answer.resume().on("end", done),
    );
    asked.on("error", fail).end();
  });
  expect(forwarded().headers["x-forwarded-for"]).toBe("127.0.0.77");
});

test.each(["POST", "PUT", "DELETE"])("%s carries its body and its type", async (method) => {
  sandbox.app.answer = () => ({
    status: 201,
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  const answer = await visit("/apps/coupons/codes", {
    method,
    headers: { "content-type": "application/json" },
    body: '{"code":"ÄÖ"}',
  });
  expect(answer.status).toBe(201);
  expect(answer.headers.get("content-type")).toBe("application/json");
  expect(sandbox.app.received).toMatchObject([{ method, body: '{"code":"ÄÖ"}' }]);
  expect(forwarded().headers["content-type"]).toBe("application/json");
  expect(await accepted()).toBe(true);
});

test("an answer in Liquid is rendered in the theme, with the store's and the buyer's data", async () => {
  sandbox.app.answer = () => ({
    status: 200,
    headers: { "content-type": "application/liquid" },
    body: "<p>{{ shop.name }}: {{ customer.id | default: 'guest' }}, {{ 2145 | money }}</p>",
  });
  const asGuest = await visit("/apps/coupons");
  expect(asGuest.headers.get("content-type")).toContain("text/html");
  const page = await asGuest.text();
  expect(page).toContain("<p>Lindenhof Kaffee: guest, €21.45</p>");
  expect(page).toContain("Cart (0)");
  const customerId = someCustomer();
  const cookie = await signedInCookie(customerId);
  const signedIn = await visit("/apps/coupons", { headers: { cookie } });
  expect(await signedIn.text()).toContain(`Lindenhof Kaffee: ${customerId}, `);
});

test("an answer in Liquid can do without the layout, and a mistake in it shows", async () => {
  const liquid = (body: string) => () => ({
    status: 404,
    headers: { "content-type": "application/liquid" },
    body,
  });
  sandbox.app.answer = liquid("{% layout none %} {{ routes.root_url }}");
  const bare = await visit("/apps/coupons");
  expect(bare.status).toBe(404);
  expect((await bare.text()).trim()).toBe("/store/demo-store");
  sandbox.app.answer = liquid("{{ 1 | no_such_filter }}");
  expect(await (await visit("/apps/coupons")).text()).toContain("Liquid error");
});

test("redirects of the app stay in the store", async () => {
  const redirected = async (location: string): Promise<string | null> => {
    sandbox.app.answer = () => ({ status: 302, headers: { location } });
    return (await visit("/apps/coupons/from")).headers.get("location");
  };
  const { publicAppUrl } = sandbox.running;
  expect(await redirected("/cart?a=1")).toBe("/store/demo-store/cart?a=1");
  expect(await redirected(`${publicAppUrl}/proxy/next?b=2`)).toBe(
    "/store/demo-store/apps/coupons/next?b=2",
  );
  expect(await redirected(`https://${DEMO_SHOP}/account`)).toBe("/store/demo-store/account");
  expect(await redirected("https://elsewhere.example/x")).toBe("https://elsewhere.example/x");
});

test("an app that is too slow ends in the store's own error page", async () => {
  await sandbox.call("POST", "/control/api/pace", { proxyLimitMs: 50 });
  let answerAfterAll = (_answer: { status: number }): void => {};
  sandbox.app.answer = () =>
    new Promise((resolve) => {
      answerAfterAll = resolve;
    });
  const slow = await visit("/apps/coupons");
  answerAfterAll({ status: 200 });
  expect(slow.status).toBe(504);
  const page = await slow.text();
  expect(page).toContain("third-party application");
  expect(page).toContain("Lindenhof Kaffee");
});

test.each([
  ["wrong-signature", false],
  ["no-signature", false],
  ["old-timestamp", false],
  ["repeated-keys", false],
  ["foreign-shop", true],
  ["unknown-customer", true],
])("the fault %s reaches the app, whose check says %s", async (kind, passes) => {
  await fault(kind);
  await visit("/apps/coupons");
  expect(await accepted()).toBe(passes);
  const { query } = forwarded();
  const { shops } = sandbox.running.sandbox.world;
  expect(query.get("shop") !== DEMO_SHOP).toBe(["foreign-shop", "repeated-keys"].includes(kind));
  if (kind === "foreign-shop") expect(Object.keys(shops)).not.toContain(query.get("shop"));
  if (kind === "unknown-customer") {
    const id = query.get("logged_in_customer_id") ?? "";
    expect(id).not.toBe("");
    expect(shops[DEMO_SHOP]?.customers[id]).toBeUndefined();
  }
  sandbox.app.received = [];
  await visit("/apps/coupons");
  expect(await accepted()).toBe(true);
});

test("there is no proxy without the app, its scope, or at another address", async () => {
  expect((await visit("/apps/other")).status).toBe(404);
  expect((await visit("/tools/coupons")).status).toBe(404);
  await sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/uninstall`);
  expect((await visit("/apps/coupons")).status).toBe(404);
  await sandbox.call("POST", `/control/api/shops/${OTHER_SHOP}/scopes`, { scopes: [] });
  const other = await fetch(`${sandbox.running.url}/store/other-store/apps/coupons`);
  expect(other.status).toBe(404);
  expect(sandbox.app.received.filter(({ path }) => path.startsWith("/proxy"))).toEqual([]);
});

test("a proxy that Shopify's deploy rejects is rejected here", () => {
  const proxy = { url: "/proxy/", prefix: "apps", subpath: "coupons" };
  expect(readAppProxy(proxy)).toEqual({ below: "apps/coupons", appPath: "/proxy" });
  expect(readAppProxy(undefined)).toBeNull();
  expect(() => readAppProxy({ ...proxy, prefix: "pages" })).toThrow("prefix");
  expect(() => readAppProxy({ ...proxy, subpath: "a/b" })).toThrow("subpath");
  expect(() => readAppProxy({ ...proxy, url: "" })).toThrow("url");
});
