import { once } from "node:events";
import { createServer, type IncomingMessage, request } from "node:http";
import type { Socket } from "node:net";
import { expect, test } from "vitest";
import { testSandbox } from "../for-tests/test-sandbox";
import { closeServer, listen } from "../http/listen";
import { serveTunnel } from "./serve-tunnel";

const sandbox = testSandbox();
const open = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(sandbox.running.publicAppUrl + path, { redirect: "manual", ...init });

test("passes a request on, and says at which address it came in", async () => {
  const answered = { status: 201, headers: { "x-own": "1" }, body: "made" };
  sandbox.app.answer = () => answered;
  const answer = await open("/app/pools?x=1", { method: "POST", body: "a,b\n1,2\n" });
  expect([answer.status, answer.headers.get("x-own"), await answer.text()]).toEqual([
    201,
    "1",
    "made",
  ]);
  expect(sandbox.app.received.at(-1)).toMatchObject({
    method: "POST",
    path: "/app/pools?x=1",
    body: "a,b\n1,2\n",
    headers: {
      "x-forwarded-proto": "http",
      "x-forwarded-host": new URL(sandbox.running.publicAppUrl).host,
    },
  });
});

test("lets the sandbox's admin frame an app that allows it to Shopify's admin", async () => {
  const policy = "frame-ancestors https://demo-store.myshopify.com https://admin.shopify.com;";
  const link = '<https://cdn.shopify.com/shopifycloud/app-bridge.js>; rel="preload"; as="script";';
  sandbox.app.answer = () => ({
    status: 200,
    headers: { "content-security-policy": policy, link },
  });
  const { headers } = await open("/");
  expect(headers.get("content-security-policy")).toContain(sandbox.running.url);
  expect(headers.get("link")).toContain(`<${sandbox.running.url}/app-bridge.js>`);
});

test("leaves an app that nobody may frame unframed", async () => {
  const policy = "frame-ancestors 'none'";
  sandbox.app.answer = () => ({ status: 200, headers: { "content-security-policy": policy } });
  expect((await open("/")).headers.get("content-security-policy")).toBe(policy);
});

test.each([
  ["https://admin.shopify.com/store/demo-store/apps/key", "/admin/store/demo-store/apps/key"],
  ["https://demo-store.myshopify.com/admin/oauth/install", "/admin/store/demo-store/oauth/install"],
])("leads from %s to the sandbox's admin", async (location, path) => {
  sandbox.app.answer = () => ({ status: 302, headers: { location } });
  expect((await open("/")).headers.get("location")).toBe(sandbox.running.url + path);
});

test("streams a large body both ways without keeping it", async () => {
  const size = 48 * 1024 * 1024;
  sandbox.app.answer = ({ body }) => ({ status: 200, body });
  const answer = await open("/", { method: "POST", body: Buffer.alloc(size, "x") });
  expect((await answer.arrayBuffer()).byteLength).toBe(size);
});

test("says so when the app does not answer", async () => {
  const { startSandbox } = await import("../start-sandbox");
  const alone = await startSandbox({
    apiKey: "key",
    apiSecret: "secret",
    appUrl: "http://127.0.0.1:1",
  });
  const answer = await fetch(alone.publicAppUrl);
  expect([answer.status, await answer.text()]).toEqual([502, "The app does not answer.\n"]);
  await alone.close();
});

test("passes a websocket on, both ways", async () => {
  const app = createServer().on("upgrade", (_, socket) => {
    socket.write(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n",
    );
    socket.pipe(socket);
  });
  const appUrl = `http://127.0.0.1:${await listen(app, 0, "app")}`;
  const { settings, ...rest } = sandbox.running.sandbox;
  const tunnel = serveTunnel({ ...rest, settings: { ...settings, appUrl } });
  const port = await listen(tunnel, 0, "tunnel");
  const headers = { connection: "Upgrade", upgrade: "echo" };
  const asked = request({ host: "127.0.0.1", port, headers }).end();
  const [answer, socket] = (await once(asked, "upgrade")) as [IncomingMessage, Socket];
  expect([answer.statusCode, answer.headers.upgrade]).toEqual([101, "echo"]);
  socket.write("hello");
  expect(String((await once(socket, "data"))[0])).toBe("hello");
  socket.destroy();
  await Promise.all([closeServer(tunnel), closeServer(app)]);
});
