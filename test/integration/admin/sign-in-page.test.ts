import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { ServerBuild } from "@remix-run/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as entry from "../../../app/entry.server";
import * as root from "../../../app/root";
import * as login from "../../../app/routes/auth.login";
import { createApp } from "../../../app/server/create-app";
import type { AppServices } from "../../../app/services.server";
import { openTestServices, type TestServices } from "../../setup/test-services";

/** A build with the root layout and one page: what someone sees who opens the app outside Shopify. */
function pageBuild(): ServerBuild {
  const page = { id: "routes/auth.login", parentId: "root", path: "auth/login", module: login };
  const described = ({ id, path, parentId }: { id: string; path: string; parentId?: string }) => ({
    id,
    path,
    ...(parentId && { parentId }),
    module: `/assets/${id}.js`,
    hasAction: false,
    hasLoader: id === "root",
    hasClientAction: false,
    hasClientLoader: false,
    hasErrorBoundary: id === "root",
  });
  const routes = { root: { id: "root", path: "", module: root }, [page.id]: page };
  return {
    entry: { module: entry },
    routes,
    assets: {
      entry: { imports: [], module: "/assets/entry.js" },
      routes: { root: described(routes.root), [page.id]: described(page) },
      url: "/assets/manifest.js",
      version: "1",
    },
    publicPath: "/",
    assetsBuildDirectory: "",
    future: { v3_singleFetch: true },
    isSpaMode: false,
  } as unknown as ServerBuild;
}

describe("the page for people who open the app outside the Shopify admin", () => {
  let services: TestServices;
  let server: Server;
  let url: string;
  const logged: unknown[] = [];

  beforeAll(async () => {
    services = await openTestServices();
    const log = { ...services.log, error: (...entry: unknown[]) => logged.push(entry) };
    const shopify = { addDocumentResponseHeaders: () => undefined };
    const env = { NODE_ENV: "test", SHOPIFY_APP_URL: "https://app.example" };
    const app = createApp(
      { ...services, env, log, shopify } as unknown as AppServices,
      pageBuild(),
    );
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/auth/login`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await services.close();
  });

  it("tells them to open the app from the Shopify admin", async () => {
    const response = await fetch(url);
    expect(response.status).toBe(200);
    const html = await response.text();
    expect(html).toContain("Open the app from the Shopify admin");
    expect(html).toContain('href="https://admin.shopify.com"');
  });

  it.each([
    "?shop=",
    "?shop=demo-store.myshopify.com",
    "?shop=%00",
    "?shop=%ED%A0%80",
    "?shop=javascript:alert(1)",
    `?shop=${"x".repeat(8_000)}`,
    "?shop[]=a&shop[]=b&__proto__=c",
    "?host=%F0%9F%98%80&embedded=1&id_token=a.b.c",
    "?%",
    "/",
  ])("also loads with the malformed query %.40s", async (odd) => {
    const response = await fetch(`${url}${odd}`);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("Open the app from the Shopify admin");
  });

  it.each([
    ["POST", "application/x-www-form-urlencoded", "shop=demo-store.myshopify.com"],
    ["POST", "multipart/form-data; boundary=x", "--x\r\nno"],
    ["POST", "application/json", "{"],
    ["PUT", "text/plain", "\0"],
    ["DELETE", "", undefined],
  ])("answers %s with %s as a client error", async (method, type, body) => {
    const headers: Record<string, string> = type ? { "Content-Type": type } : {};
    const response = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
    expect(response.status).toBe(405);
  });

  it("answers HEAD without a render error", async () => {
    expect((await fetch(url, { method: "HEAD" })).status).toBe(200);
    expect(logged.filter((entry) => JSON.stringify(entry).includes("render failed"))).toEqual([]);
  });
});
