import type { Session, Shopify } from "@shopify/shopify-api";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { shopifyClient, signIn } from "../for-tests/shopify-client";
import { DEMO_SHOP, testSandbox } from "../for-tests/test-sandbox";

const sandbox = testSandbox();
let shopify: Shopify;
let session: Session;

beforeAll(async () => {
  shopify = await shopifyClient(sandbox);
});
beforeEach(async () => {
  await sandbox.call("POST", "/control/api/reset");
  session = await signIn(sandbox, shopify);
});

interface GraphqlResponse {
  data?: unknown;
  errors?: { message: string; extensions?: { code?: string; requiredAccess?: string } }[];
  extensions?: {
    cost: {
      requestedQueryCost: number;
      actualQueryCost: number | null;
      throttleStatus: Record<string, number>;
    };
  };
}

const post = (query: string, token = session.accessToken ?? ""): Promise<Response> =>
  fetch(`https://${DEMO_SHOP}/admin/api/2026-10/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-shopify-access-token": token },
    body: JSON.stringify({ query }),
  });
const ask = async (query: string): Promise<GraphqlResponse> => (await post(query)).json();
const addFault = (match: string, kind: string) =>
  sandbox.call("POST", "/control/api/faults", { match, kind, times: 1 });
const customers = (first: number): string => `{ customers(first: ${first}) { nodes { id } } }`;

test("an unknown token is rejected with Shopify's message", async () => {
  const response = await post("{ shop { name } }", "shpat_guess");
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({
    errors: "[API] Invalid API key or access token (unrecognized login or wrong password)",
  });
});

test("a query without the required scope is rejected", async () => {
  const { data, errors } = await ask("{ orders(first: 1) { nodes { id } } }");
  expect(data).toBeNull();
  expect(errors?.[0]).toMatchObject({
    message: expect.stringMatching(/^Access denied for orders field\. Required access: /),
    extensions: { code: "ACCESS_DENIED", requiredAccess: expect.stringContaining("read_orders") },
  });
});

test("the response contains the requested and the actual query cost", async () => {
  const { extensions } = await ask(customers(100));
  expect(extensions?.cost).toMatchObject({
    requestedQueryCost: 11,
    actualQueryCost: 5,
    throttleStatus: { maximumAvailable: 4000, restoreRate: 200 },
  });
});

test("a query above the maximum cost is rejected", async () => {
  const { errors } = await ask(
    "{ products(first: 250) { nodes { variants(first: 250) { nodes { product { collections(first: 250) { nodes { id } } } } } } } }",
  );
  expect(errors?.[0]?.extensions?.code).toBe("MAX_COST_EXCEEDED");
});

test("queries are throttled with status 200 until points are restored", async () => {
  await ask(customers(1));
  const bucket = sandbox.running.sandbox.buckets.get(DEMO_SHOP);
  if (!bucket) throw new Error("No points were counted");
  // Low enough that a slow test doesn't restore it: 200 points per second for 10 minutes.
  bucket.available = -120_000;
  const refused = await post(customers(100));
  expect(refused.status).toBe(200);
  const result = (await refused.json()) as GraphqlResponse;
  expect(result.data).toBeUndefined();
  expect(result.errors?.[0]?.extensions?.code).toBe("THROTTLED");
  expect(result.extensions?.cost).toMatchObject({
    requestedQueryCost: 11,
    actualQueryCost: null,
  });
  await sandbox.call("POST", "/control/api/clock", { advanceMs: 11 * 60_000 });
  expect((await ask(customers(100))).errors).toBeUndefined();
});

test("faults make the endpoint fail, throttle, time out or lose its response", async () => {
  await addFault("graphql", "5xx");
  expect((await post(customers(1))).status).toBe(503);
  await addFault("graphql:shop", "throttle");
  expect((await ask(customers(1))).errors).toBeUndefined();
  expect((await ask("{ shop { id } }")).errors?.[0]?.extensions?.code).toBe("THROTTLED");
  await addFault("graphql", "lost-answer");
  await expect(post(customers(1))).rejects.toThrow("fetch failed");
  await addFault("oauth", "5xx");
  await expect(signIn(sandbox, shopify)).rejects.toMatchObject({ response: { code: 503 } });
  expect((await ask(customers(1))).errors).toBeUndefined();
});

test("a fault that could never occur is rejected", async () => {
  await expect(addFault("graphql", "drop")).rejects.toThrow("400");
});

test("requests are logged", async () => {
  await ask("query Names { shop { name } }");
  const { requests } = (await sandbox.call("GET", "/control/api/requests")) as {
    requests: { operation: string; fields: string[]; outcome: string }[];
  };
  expect(requests[0]).toMatchObject({ operation: "Names", fields: ["shop"], outcome: "answered" });
});
