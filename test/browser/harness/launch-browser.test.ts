import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser, type TestBrowser } from "./launch-browser";

let browser: TestBrowser;
let page: Page;
let server: Server;
let asked: string[] = [];

beforeAll(async () => {
  server = createServer(({ url = "" }, response) => {
    asked.push(url);
    if (url === "/script.js") {
      response.writeHead(200, { "content-type": "text/javascript", "cache-control": "max-age=60" });
      return response.end("");
    }
    response.writeHead(200, { "content-type": "text/html" });
    return response.end(`<link rel="icon" href="data:,"><script src="/script.js"></script>`);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  browser = await launchBrowser();
  page = await (await browser.open()).newPage();
});
afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

const at = (host: string) => `http://${host}:${(server.address() as AddressInfo).port}`;

it.each(["127.0.0.1", "localhost"])("keeps what may be kept from %s", async (host) => {
  asked = [];
  await page.goto(`${at(host)}/one`);
  await page.goto(`${at(host)}/two`);
  expect(asked).toEqual(["/one", "/script.js", "/two"]);
});

it.each(["https://cdn.shopify.com/", "http://example.com/", "http://192.0.2.1/"])(
  "asks nothing of another machine: %s",
  async (address) => {
    await expect(page.goto(address)).rejects.toThrow("ERR_NAME_NOT_RESOLVED");
  },
);
