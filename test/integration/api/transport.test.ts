import { Agent, type IncomingHttpHeaders, type RequestOptions, request } from "node:http";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ApiFixture, openApiFixture } from "./api-fixture";

let fixture: ApiFixture;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
beforeAll(async () => {
  fixture = await openApiFixture();
});
afterAll(async () => {
  agent.destroy();
  await fixture.close();
});

interface Received {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Sends a request. All requests share one connection. */
function send(
  path: string,
  { body, ...options }: RequestOptions & { body?: string | Buffer } = {},
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${fixture.key}`, ...options.headers };
    const outgoing = request(fixture.server.url, { agent, path, ...options, headers }, (got) => {
      const parts: Buffer[] = [];
      got.on("data", (part: Buffer) => parts.push(part));
      got.on("end", () =>
        resolve({ status: got.statusCode, headers: got.headers, body: Buffer.concat(parts) }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

const json = { "Content-Type": "application/json" };
const assignments = "/api/v1/pools/none/assignments";

it("compresses a large response only for clients that accept gzip", async () => {
  const plain = await send("/api/v1/openapi.json");
  expect(plain.headers["content-encoding"]).toBeUndefined();
  expect(Number(plain.headers["content-length"] ?? plain.body.length)).toBe(plain.body.length);
  const compressed = await send("/api/v1/openapi.json", { headers: { "Accept-Encoding": "gzip" } });
  expect(compressed.headers).toMatchObject({ "content-encoding": "gzip", vary: "Accept-Encoding" });
  expect(gunzipSync(compressed.body)).toEqual(plain.body);
});

it("sends Content-Length with a small response, and with a HEAD response", async () => {
  const small = await send("/api/v1/pools", { headers: { "Accept-Encoding": "gzip" } });
  expect(small.status).toBe(200);
  expect(small.headers["content-length"]).toBe(String(small.body.length));
  const head = await send("/api/v1/pools", { method: "HEAD" });
  expect(head).toMatchObject({ status: 200, body: Buffer.alloc(0) });
  expect(head.headers["content-length"]).toBe(String(small.body.length));
});

it("drains a rejected request body so the connection can be reused", async () => {
  const body = Buffer.alloc(3_000_000, " ");
  const large = await send(assignments, { method: "POST", headers: json, body });
  expect([large.status, JSON.parse(large.body.toString()).code]).toEqual([413, "body_too_large"]);
  const stranger = { ...json, Authorization: "Bearer nobody" };
  expect((await send(assignments, { method: "POST", headers: stranger, body })).status).toBe(401);
  expect((await send(assignments, { method: "PUT", headers: json, body })).status).toBe(405);
  expect((await send("/api/v1/pools")).status).toBe(200);
});

it("keeps working after a client disconnects in the middle of a request", async () => {
  await new Promise<void>((resolve) => {
    const headers = { ...json, Authorization: `Bearer ${fixture.key}`, "Content-Length": 100 };
    const leaving = request(`${fixture.server.url}${assignments}`, { method: "POST", headers });
    leaving.on("error", () => resolve());
    leaving.write("{", () => leaving.destroy(new Error("left")));
  });
  expect((await send("/api/v1/pools")).status).toBe(200);
});

it.each([
  "/API/v1/pools",
  "/%61pi/v1/pools",
  "/api%2Fv1/pools",
  "//api/v1/pools",
  "/any/../api/v1/pools",
  "/any/%2e%2E/api/v1/pools",
  "/api",
  "/api.data",
  "/api//v1/pools",
  "/api/v1/Pools",
  "/api/v1/pools.data",
  "/Webhooks/orders/create",
  "/webhooks/orders/create.data",
  "/webhooks/none",
])("responds with 404 to a misspelled path: %s", async (path) => {
  expect((await send(path)).status).toBe(404);
  expect((await send(path, { method: "POST", headers: json, body: "{}" })).status).toBe(404);
});

it("forbids caching of every response, including errors", async () => {
  for (const path of ["/api/v1/pools", "/api/v1/none", "/API/v1/pools"]) {
    expect((await send(path)).headers["cache-control"]).toBe("no-store");
  }
});

it.each([
  ["an invalid host", { headers: { Host: "a b" } }, 400],
  ["an invalid forwarded protocol", { headers: { "X-Forwarded-Proto": "ftp" } }, 400],
  [
    "the forwarded protocols of two proxies",
    { headers: { "X-Forwarded-Proto": "https,http" } },
    200,
  ],
  ["an unknown method", { method: "PROPFIND" }, 405],
])("handles %s", async (_, options, status) => {
  expect((await send("/api/v1/pools", options)).status).toBe(status);
});
