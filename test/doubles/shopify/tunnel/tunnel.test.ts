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

test("the tunnel forwards a request with its original URL", async () => {
  const reply = { status: 201, headers: { "x-own": "1" }, body: "made" };
  sandbox.app.answer = () => reply;
  const response = await open("/app/pools?x=1", { method: "POST", body: "a,b\n1,2\n" });
  expect([response.status, response.headers.get("x-own"), await response.text()]).toEqual([
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

test("the tunnel allows the sandbox's admin to frame an app that allows Shopify's", async () => {
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

test("the tunnel keeps an app unframeable if it forbids framing", async () => {
  const policy = "frame-ancestors 'none'";
  sandbox.app.answer = () => ({ status: 200, headers: { "content-security-policy": policy } });
  expect((await open("/")).headers.get("content-security-policy")).toBe(policy);
});

test.each([
  ["https://admin.shopify.com/store/demo-store/apps/key", "/admin/store/demo-store/apps/key"],
  ["https://demo-store.myshopify.com/admin/oauth/install", "/admin/store/demo-store/oauth/install"],
])("the tunnel redirects %s to the sandbox's admin", async (location, path) => {
  sandbox.app.answer = () => ({ status: 302, headers: { location } });
  expect((await open("/")).headers.get("location")).toBe(sandbox.running.url + path);
});

test("the tunnel streams large bodies both ways", async () => {
  const size = 48 * 1024 * 1024;
  sandbox.app.answer = ({ body }) => ({ status: 200, body });
  const response = await open("/", { method: "POST", body: Buffer.alloc(size, "x") });
  expect((await response.arrayBuffer()).byteLength).toBe(size);
});

test("the tunnel reports an app that isn't responding", async () => {
  const { startSandbox } = await import("../start-sandbox");
  const alone = await startSandbox({
    apiKey: "key",
    apiSecret: "secret",
    appUrl: "http://127.0.0.1:1",
  });
  const response = await fetch(alone.publicAppUrl);
  expect([response.status, await response.text()]).toEqual([502, "The app isn't responding.\n"]);
  await alone.close();
});

test("the tunnel forwards websockets both ways", async () => {
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
  const outgoing = request({ host: "127.0.0.1", port, headers }).end();
  const [response, socket] = (await once(outgoing, "upgrade")) as [IncomingMessage, Socket];
  expect([response.statusCode, response.headers.upgrade]).toEqual([101, "echo"]);
  socket.write("hello");
  expect(String((await once(socket, "data"))[0])).toBe("hello");
  socket.destroy();
  await Promise.all([closeServer(tunnel), closeServer(app)]);
});
