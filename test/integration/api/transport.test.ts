import { Agent, type IncomingHttpHeaders, type RequestOptions, request } from "node:http";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ApiFixture, openApiFixture } from "./api-fixture";

let world: ApiFixture;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
beforeAll(async () => {
  world = await openApiFixture();
});
afterAll(async () => {
  agent.destroy();
  await world.close();
});

interface Received {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** All of them use one connection. */
function ask(
  path: string,
  { body, ...options }: RequestOptions & { body?: string | Buffer } = {},
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${world.key}`, ...options.headers };
    const asking = request(world.server.url, { agent, path, ...options, headers }, (got) => {
      const parts: Buffer[] = [];
      got.on("data", (part: Buffer) => parts.push(part));
      got.on("end", () =>
        resolve({ status: got.statusCode, headers: got.headers, body: Buffer.concat(parts) }),
      );
    });
    asking.on("error", reject);
    asking.end(body);
  });
}

const json = { "Content-Type": "application/json" };
const assignments = "/api/v1/pools/none/assignments";

it("packs a large answer for a client that can unpack it, and only for that one", async () => {
  const plain = await ask("/api/v1/openapi.json");
  expect(plain.headers["content-encoding"]).toBeUndefined();
  expect(Number(plain.headers["content-length"] ?? plain.body.length)).toBe(plain.body.length);
  const packed = await ask("/api/v1/openapi.json", { headers: { "Accept-Encoding": "gzip" } });
  expect(packed.headers).toMatchObject({ "content-encoding": "gzip", vary: "Accept-Encoding" });
  expect(gunzipSync(packed.body)).toEqual(plain.body);
});

it("tells a small answer's length, and a HEAD's without the body", async () => {
  const small = await ask("/api/v1/pools", { headers: { "Accept-Encoding": "gzip" } });
  expect(small.status).toBe(200);
  expect(small.headers["content-length"]).toBe(String(small.body.length));
  const head = await ask("/api/v1/pools", { method: "HEAD" });
  expect(head).toMatchObject({ status: 200, body: Buffer.alloc(0) });
  expect(head.headers["content-length"]).toBe(String(small.body.length));
});

it("reads to its end what it refuses, so that the connection can be used again", async () => {
  const body = Buffer.alloc(3_000_000, " ");
  const large = await ask(assignments, { method: "POST", headers: json, body });
  expect([large.status, JSON.parse(large.body.toString()).code]).toEqual([413, "body_too_large"]);
  const stranger = { ...json, Authorization: "Bearer nobody" };
  expect((await ask(assignments, { method: "POST", headers: stranger, body })).status).toBe(401);
  expect((await ask(assignments, { method: "PUT", headers: json, body })).status).toBe(405);
  expect((await ask("/api/v1/pools")).status).toBe(200);
});

it("goes on when a client leaves in the middle of its request", async () => {
  await new Promise<void>((resolve) => {
    const headers = { ...json, Authorization: `Bearer ${world.key}`, "Content-Length": 100 };
    const leaving = request(`${world.server.url}${assignments}`, { method: "POST", headers });
    leaving.on("error", () => resolve());
    leaving.write("{", () => leaving.destroy(new Error("left")));
  });
  expect((await ask("/api/v1/pools")).status).toBe(200);
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
])("knows no other spelling of an address: %s", async (path) => {
  expect((await ask(path)).status).toBe(404);
  expect((await ask(path, { method: "POST", headers: json, body: "{}" })).status).toBe(404);
});

it("lets nothing on the way keep an answer, a refusal neither", async () => {
  for (const path of ["/api/v1/pools", "/api/v1/none", "/API/v1/pools"]) {
    expect((await ask(path)).headers["cache-control"]).toBe("no-store");
  }
});

it.each([
  ["a host that is none", { headers: { Host: "a b" } }, 400],
  ["a protocol that is none", { headers: { "X-Forwarded-Proto": "ftp" } }, 400],
  [
    "a protocol of a proxy before the proxy",
    { headers: { "X-Forwarded-Proto": "https,http" } },
    200,
  ],
  ["a method that nobody knows", { method: "PROPFIND" }, 405],
])("meets %s", async (_, options, status) => {
  expect((await ask("/api/v1/pools", options)).status).toBe(status);
});
