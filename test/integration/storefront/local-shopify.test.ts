import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { launchBrowser, type TestBrowser } from "../../browser/harness/launch-browser";
import { API_KEY, API_SECRET, DEMO_SHOP, testSandbox } from "../../doubles/shopify/testing";
import { giveCode } from "../../factories/give-code";
import { insertPool } from "../../factories/stocked-pool";
import { openStorefrontFixture, type StorefrontFixture } from "./storefront-fixture";

/** Runs the app's own extensions, as they are deployed. */
const sandbox = testSandbox({
  tomlFile: "../../../../shopify.app.toml",
  seed: "demo",
  scopes: ["read_customers", "write_app_proxy"],
});
let fixture: StorefrontFixture;
let browser: TestBrowser;
let page: Page;
let code: string;

beforeAll(async () => {
  fixture = await openStorefrontFixture({ apiKey: API_KEY, apiSecret: API_SECRET });
  sandbox.app.answer = async ({ method, path, headers }) => {
    const answer = await fetch(`${fixture.server.url}${path}`, {
      method,
      headers: { authorization: headers.authorization ?? "" },
    });
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: await answer.text(),
    };
  };
  // The customer whom the store's sign-in page offers first.
  const store = sandbox.running.sandbox.world.shops[DEMO_SHOP];
  const [customer] = Object.values(store?.customers ?? {});
  const pool = await insertPool(fixture.services, fixture.shop, { codes: 1 });
  ({ code } = await giveCode(fixture.services, fixture.shop, pool, customer?.id));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await fixture.close();
});
beforeEach(async () => {
  page = await (await browser.open()).newPage();
});
afterEach(() => page.context().close());

const shop = `/control/api/shops/${DEMO_SHOP}`;
const visit = (path: string) => page.goto(`${sandbox.running.url}/store/demo-store${path}`);
const signIn = async () => {
  await visit("/account");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
};
const fillCart = async () => {
  await visit("/products/sampler-box");
  await page.getByRole("button", { name: "Add to cart" }).click();
};

it("shows a signed-in customer their code in the cart, with a link that applies it", async () => {
  await signIn();
  await fillCart();
  await visit("/cart");
  const block = page.locator("coupon-codes");
  await block.getByText(code, { exact: true }).waitFor();
  const link = await block.getByRole("link", { name: code }).getAttribute("href");
  expect(link).toBe(`/store/demo-store/discount/${code}?redirect=%2Fstore%2Fdemo-store%2Fcart`);
});

it("shows a guest no list in the cart", async () => {
  await fillCart();
  await visit("/cart");
  await page.locator("coupon-codes").waitFor({ state: "attached" });
  expect(await page.locator("coupon-codes [data-list]").count()).toBe(0);
});

it("shows examples in the theme's editor, and asks the app nothing", async () => {
  sandbox.app.received = [];
  await visit("/cart?design_mode=1");
  await page.locator("coupon-codes").getByText("EXAMPLE-7KQ2M").waitFor();
  expect(sandbox.app.received).toEqual([]);
});

it("shows a signed-in customer their code at the checkout of a store on Plus", async () => {
  await sandbox.call("POST", `${shop}/plan`, { plan: "Plus" });
  await signIn();
  await fillCart();
  await page.getByRole("link", { name: "Check out" }).click();
  const frame = page.frameLocator('iframe[data-extension="checkout-codes"]');
  await frame.getByText(code, { exact: true }).waitFor();
});
