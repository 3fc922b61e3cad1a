import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchBrowser, type TestBrowser } from "../../../browser/harness/launch-browser";
import { orderCalls } from "../for-tests/order-calls";
import { DEMO_SHOP, testSandbox } from "../for-tests/test-sandbox";
import type { RefusalReason } from "../orders/terms/refusal";

const sandbox = testSandbox({ tomlFile: "./orders.test.toml", scopes: ["read_orders"] });
const orders = orderCalls(sandbox);
let browser: TestBrowser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  await sandbox.call("POST", "/control/api/reset", { seed: "demo" });
  sandbox.app.received = [];
  await open("desktop");
});
afterEach(() => page.context().close());

async function open(size: "desktop" | "phone"): Promise<void> {
  const context = await browser.open(size);
  page = await context.newPage();
}

const visit = (path = "") => page.goto(`${sandbox.running.url}/store/demo-store${path}`);
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
const follow = (name: string) => page.getByRole("link", { name, exact: true }).click();
/** `state`: applied, or why the checkout refuses the code. */
const untilCode = (code: string, state: "applied" | RefusalReason) =>
  page.locator(`[data-code="${code}"][data-state="${state}"]`).waitFor();
const untilOrdered = (status = "PAID") =>
  page.locator(`[data-order="#1001"][data-status="${status}"]`).waitFor();
const untilInvalid = (label: string) =>
  page.getByLabel(label).and(page.locator('[aria-invalid="true"]')).waitFor();

/** Topics of all webhooks, after waiting for their delivery. Storefront pages don't wait for it. */
async function deliveredTopics(): Promise<unknown[]> {
  await sandbox.running.sandbox.settle();
  return sandbox.app.received.map(({ headers }) => headers["x-shopify-topic"]).sort();
}

async function buy(handle: string, quantity: number): Promise<void> {
  await visit(`/products/${handle}`);
  await page.getByLabel("Quantity").fill(String(quantity));
  await press("Add to cart");
}

test("a guest can buy with a code on a phone", async () => {
  await page.context().close();
  await open("phone");
  await visit();
  await page.getByRole("link", { name: /Sampler Box/ }).click();
  await page.getByLabel("Quantity").fill("2");
  await press("Add to cart");
  await follow("Check out");
  await page.getByLabel("Discount code").fill("NONSENSE");
  await press("Apply");
  await untilInvalid("Discount code");
  await page.getByLabel("Discount code").fill("welcome10");
  await page.getByLabel("Discount code").press("Enter");
  await untilCode("welcome10", "applied");
  await page.getByLabel("Email").fill("guest@mail.example");
  await press("Pay €42.70");
  await untilOrdered();
  const [order] = await orders.list();
  expect(order).toMatchObject({
    codes: ["WELCOME10"],
    email: "guest@mail.example",
    // Shopify creates a customer for every buyer.
    customerId: expect.any(String),
    financialStatus: "PAID",
    total: "42.70",
    totalDiscounts: "4.20",
  });
  expect(await deliveredTopics()).toEqual([
    "customers/create",
    "orders/create",
    "orders/paid",
    "orders/updated",
  ]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
});

test("a discount link keeps its code until checkout and redirects to the store", async () => {
  await visit("/discount/FIVER?redirect=/products/sampler-box");
  await page.getByRole("status").filter({ hasText: "FIVER" }).waitFor();
  await page.waitForURL(/\/store\/demo-store\/products\/sampler-box$/);
  await press("Add to cart");
  await follow("Check out");
  await untilCode("FIVER", "DISCOUNT_PURCHASE_NOT_IN_RANGE");
  await buy("sampler-box", 1);
  await follow("Check out");
  await untilCode("FIVER", "applied");
});

test("an app's discount link leads to the store and never to another site", async () => {
  const url = `${sandbox.running.url}/shops/${DEMO_SHOP}/discount/FIVER?redirect=https://evil.example/x`;
  await page.goto(url);
  expect(new URL(page.url()).pathname).toBe("/store/demo-store");
});

test("a code can be removed", async () => {
  await visit("/discount/WELCOME10");
  await buy("sampler-box", 1);
  await follow("Check out");
  await page.getByText("−€2.10").waitFor();
  await press("Remove WELCOME10");
  await page.getByText("−€2.10").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Pay €25.90" }).waitFor();
});

test("a customer can sign in, pay later, and not use a code twice", async () => {
  const [customer] = Object.values(sandbox.running.sandbox.world.shops[DEMO_SHOP]?.customers ?? {});
  await visit("/account");
  await page.getByLabel("Customer").selectOption(customer?.id ?? "");
  await press("Sign in");
  await visit("/discount/WELCOME10");
  await buy("sampler-box", 1);
  await follow("Check out");
  await page.getByLabel("How to pay").selectOption("later");
  await page.getByLabel("This is a test order").check();
  await press("Pay €23.80");
  await untilOrdered("PENDING");
  expect(await orders.list()).toMatchObject([
    { customerId: customer?.id, financialStatus: "PENDING", test: true, email: customer?.email },
  ]);
  await visit("/discount/WELCOME10");
  await buy("sampler-box", 1);
  await follow("Check out");
  await untilCode("WELCOME10", "DISCOUNT_CUSTOMER_USAGE_LIMIT_REACHED");
});

test("someone can create an account, once per address, and buy later as a guest", async () => {
  await visit("/account");
  await page.getByLabel("First name").fill("Ada");
  await page.getByLabel("Email").fill("ada@mail.example");
  await press("Create account");
  await page.getByRole("button", { name: "Sign out" }).waitFor();
  expect(await deliveredTopics()).toEqual(["customers/create"]);
  await press("Sign out");
  await page.getByLabel("Email").fill("Ada@mail.example");
  await press("Create account");
  await page.getByRole("alert").waitFor();
  await buy("sampler-box", 1);
  await follow("Check out");
  await page.getByLabel("Email").fill("ADA@mail.example");
  await press("Pay €25.90");
  await untilOrdered();
  const topics = await deliveredTopics();
  expect(topics.filter((topic) => topic === "customers/create")).toHaveLength(1);
  const { customers } = sandbox.running.sandbox.world.shops[DEMO_SHOP] ?? {};
  const ada = Object.values(customers ?? {}).find(({ email }) => email === "ada@mail.example");
  expect(await orders.list()).toMatchObject([{ customerId: ada?.id }]);
});

test("no order is placed if a code was used up since the page was shown", async () => {
  await visit("/discount/WELCOME10");
  await buy("sampler-box", 1);
  await follow("Check out");
  await page.getByLabel("Email").fill("late@mail.example");
  await orders.place({ codes: ["WELCOME10"], email: "late@mail.example" });
  await press("Pay €23.80");
  await page.getByRole("alert").waitFor();
  expect(await orders.list()).toHaveLength(1);
});

test("the cart can be changed and emptied, and an order needs an email", async () => {
  await buy("sampler-box", 2);
  await page.getByLabel("Quantity of Sampler Box").fill("1");
  await press("Update cart");
  await follow("Check out");
  await press("Pay €25.90");
  await untilInvalid("Email");
  expect(await orders.list()).toHaveLength(0);
  await visit("/cart");
  await page.getByLabel("Quantity of Sampler Box").fill("0");
  await press("Update cart");
  await page.getByRole("link", { name: "Cart (0)" }).waitFor();
});
