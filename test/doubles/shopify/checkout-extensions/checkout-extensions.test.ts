import { randomBytes } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Shopify } from "@shopify/shopify-api";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchBrowser, type TestBrowser } from "../../../browser/harness/launch-browser";
import type { UiExtension } from "../extensions/extension";
import { orderCalls } from "../for-tests/order-calls";
import { shopifyClient } from "../for-tests/shopify-client";
import { DEMO_SHOP, testSandbox } from "../for-tests/test-sandbox";
import { bundleExtension } from "./bundle-extension";

const sandbox = testSandbox({
  tomlFile: "./store-app/shopify.app.toml",
  scopes: ["read_customers", "read_orders"],
});
const orders = orderCalls(sandbox);
let shopify: Shopify;
let browser: TestBrowser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  shopify = await shopifyClient(sandbox);
});
afterAll(() => browser.close());
beforeEach(async () => {
  await sandbox.call("POST", "/control/api/reset", { seed: "demo" });
  await setPlan("Plus");
  sandbox.app.received = [];
  sandbox.app.answer = () => ({
    status: 200,
    headers: { "access-control-allow-origin": "*", "access-control-allow-headers": "*" },
  });
  page = await (await browser.open()).newPage();
});
afterEach(() => page.context().close());

const reductions = "checkout-fixture/purchase.checkout.reductions.render-after";
const shopPath = `/control/api/shops/${DEMO_SHOP}`;
const setPlan = (plan: string) => sandbox.call("POST", `${shopPath}/plan`, { plan });
const visit = (path: string) => page.goto(`${sandbox.running.url}/store/demo-store${path}`);
const frame = () => page.frameLocator('iframe[data-extension="checkout-fixture"]');
const press = (name: string) => frame().getByRole("button", { name, exact: true }).click();
const says = (text: string) => frame().getByText(text, { exact: true }).waitFor();
const codeState = (code: string) =>
  page.locator(`[data-code="${code}"]`).getAttribute("data-state");

async function startCheckout(): Promise<void> {
  await visit("/products/sampler-box");
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.getByRole("link", { name: "Check out" }).click();
}

const readToken = async (): Promise<Record<string, unknown>> => {
  const authorization = sandbox.app.received.find(({ method }) => method === "GET")?.headers
    .authorization;
  const token = authorization?.replace("Bearer ", "") ?? "";
  // As the app checks it.
  return { ...(await shopify.session.decodeSessionToken(token)) };
};

async function askTheApp(): Promise<void> {
  const address = `${sandbox.running.publicAppUrl}/codes`;
  await sandbox.call("POST", `${shopPath}/blocks`, { block: reductions, settings: { address } });
  await startCheckout();
  await press("Ask the app");
  await says("asked 200");
}

test("a code that an extension applies changes the checkout as typing it does", async () => {
  await startCheckout();
  await says("0 codes are applied");
  await frame().getByRole("heading", { name: "Your codes" }).waitFor();
  await page.getByLabel("Email").fill("guest@mail.example");
  await press("Use WELCOME10");
  await says("success WELCOME10");
  await says("1 code is applied");
  await says("Buyer: guest, guest@mail.example");
  expect(await codeState("WELCOME10")).toBe("applied");
  expect(await page.getByLabel("Email").inputValue()).toBe("guest@mail.example");
  await press("Remove code");
  await says("0 codes are applied");
  await press("Use WELCOME10");
  await says("1 code is applied");
  await page.getByRole("button", { name: "Pay €23.80" }).click();
  await page.locator('[data-order="#1001"]').waitFor();
  expect(await orders.list()).toMatchObject([{ codes: ["WELCOME10"] }]);
});

test("a code that the checkout rejects is an error for the extension and no message for the buyer", async () => {
  await startCheckout();
  await press("Use NONSENSE");
  await says("error NONSENSE");
  await says("0 codes are applied");
  expect(await page.locator("[data-code]").count()).toBe(0);
  expect(await page.getByRole("alert").count()).toBe(0);
});

test("before the thank-you page, extensions run only on Plus", async () => {
  await setPlan("Advanced");
  await startCheckout();
  expect(await page.locator("iframe").count()).toBe(0);
  await page.getByLabel("Email").fill("guest@mail.example");
  await page.getByRole("button", { name: /^Pay/ }).click();
  await page.locator('[data-order="#1001"]').waitFor();
  await frame().getByRole("heading", { name: "Thanks for 1001" }).waitFor();
});

test("the app gets a session token without a customer from a guest, from the origin null", async () => {
  await askTheApp();
  const request = sandbox.app.received.find(({ method }) => method === "GET");
  expect(request?.headers.origin).toBe("null");
  expect(sandbox.app.received.map(({ method }) => method)).toEqual(["OPTIONS", "GET"]);
  const claims = await readToken();
  expect(claims).toMatchObject({ aud: "the-app-key", dest: DEMO_SHOP });
  expect(Object.keys(claims).sort()).toEqual(["aud", "dest", "exp", "iat", "iss", "jti", "nbf"]);
  expect(Number(claims["exp"]) - Number(claims["iat"])).toBe(300);
});

test("the token of a signed-in customer names them, unless the app may not read customers", async () => {
  await visit("/account");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
  const [customer] = Object.values(sandbox.running.sandbox.world.shops[DEMO_SHOP]?.customers ?? {});
  await askTheApp();
  const id = `gid://shopify/Customer/${customer?.id}`;
  await says(`Buyer: ${id}, ${customer?.email}`);
  expect(await readToken()).toMatchObject({ sub: id });
  await sandbox.call("POST", `${shopPath}/scopes`, { scopes: [] });
  sandbox.app.received = [];
  await page.reload();
  await says("Buyer: guest, no email");
  await press("Ask the app");
  await says("asked 200");
  expect(await readToken()).not.toHaveProperty("sub");
});

test("an extension that doesn't ask for network access reaches no server", async () => {
  const { settings } = sandbox.running.sandbox;
  const [fixture] = settings.extensions.filter(({ type }) => type === "ui_extension");
  const before = fixture?.config["capabilities"];
  Object.assign(fixture?.config ?? {}, { capabilities: {} });
  try {
    const address = `${sandbox.running.publicAppUrl}/codes`;
    await sandbox.call("POST", `${shopPath}/blocks`, { block: reductions, settings: { address } });
    await startCheckout();
    await press("Ask the app");
    await says("asked TypeError");
    expect(sandbox.app.received).toEqual([]);
  } finally {
    Object.assign(fixture?.config ?? {}, { capabilities: before });
  }
});

test("an extension whose script is too large is refused", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "large-"));
  const module = path.join(folder, "large.js");
  // Random, because the limit is for the compressed script.
  const text = randomBytes(80_000).toString("base64");
  writeFileSync(module, `export default () => ${JSON.stringify(text)};`);
  const extension = { handle: "large", folder } as UiExtension;
  const built = bundleExtension(extension, module, "").then(() => "built");
  await expect(built).rejects.toThrow(/large has \d+ bytes compressed of 64000/);
});

test("a merchant can remove an extension from the checkout, and a store without the app has none", async () => {
  const block = reductions;
  await sandbox.call("POST", `${shopPath}/blocks`, { block, on: false });
  await startCheckout();
  expect(await page.locator("iframe").count()).toBe(0);
  await sandbox.call("POST", `${shopPath}/blocks`, { block, on: true });
  await page.reload();
  await says("0 codes are applied");
  await sandbox.call("POST", `${shopPath}/uninstall`);
  await page.reload();
  expect(await page.locator("iframe").count()).toBe(0);
});
