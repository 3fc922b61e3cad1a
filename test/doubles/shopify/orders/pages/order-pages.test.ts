import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchBrowser, type TestBrowser } from "../../../../browser/harness/launch-browser";
import { orderCalls } from "../../for-tests/order-calls";
import { testSandbox } from "../../for-tests/test-sandbox";

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
  page = await (await browser.open("desktop")).newPage();
});
afterEach(() => page.context().close());

const admin = "/admin/store/demo-store/orders";
const visit = (path: string) => page.goto(sandbox.running.url + path);
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
const follow = (name: string) => page.getByRole("link", { name, exact: true }).click();
const untilState = (state: string) => page.locator(`[data-state="${state}"]`).waitFor();
const untilCount = (count: number) => page.locator(`[data-orders-count="${count}"]`).waitFor();
const untilQuantity = (quantity: string) => page.locator(`[data-quantity="${quantity}"]`).waitFor();
const untilShown = (count: number) =>
  expect.poll(() => page.locator("[data-order]").count(), { timeout: 120_000 }).toBe(count);
const mugs = { lines: [{ title: "Mug", price: "10.00", quantity: 3 }], shippingPrice: null };
const topics = () => sandbox.app.received.map(({ headers }) => headers["x-shopify-topic"]).sort();

test("the order list is linked from the admin, as is the online store", async () => {
  await visit("/admin/store/demo-store/apps/tested-app");
  await follow("Orders");
  await untilCount(0);
  await follow("Online store");
  await page.getByRole("heading", { name: "Products" }).waitFor();
});

test("a pending order can be paid, and then canceled without a refund", async () => {
  await orders.place({ ...mugs, paid: false, email: "ann@mail.example" });
  await visit(admin);
  await follow("#1001");
  await untilState("pending");
  await press("Pay");
  await untilState("paid");
  await page.getByLabel("Payment").selectOption("Keep");
  sandbox.app.received = [];
  await press("Cancel order");
  await untilState("paid, cancelled");
  expect(topics()).toEqual(["orders/cancelled", "orders/updated", "refunds/create"]);
});

test("an order can be edited, partially refunded and fully refunded", async () => {
  const order = await orders.place(mugs);
  await visit(`${admin}/${order.id}`);
  await page.getByLabel("New quantity of Mug").fill("2");
  sandbox.app.received = [];
  await press("Change quantity");
  await untilQuantity("2/3");
  expect(topics()).toEqual(["orders/edited", "orders/updated"]);
  await press("Refund part");
  await untilQuantity("1/3");
  await untilState("partially refunded, edited");
  await press("Refund all");
  await untilState("refunded, edited");
  await page.getByLabel("Item to add").selectOption({ index: 0 });
  await press("Add item");
  await untilQuantity("1/1");
});

test("a change without effect shows an error", async () => {
  const order = await orders.place(mugs);
  await visit(`${admin}/${order.id}`);
  await press("Change quantity");
  await page.getByRole("alert").waitFor();
});

test("orders can be searched by code and paged", async () => {
  const many = Array.from({ length: 60 }, (_none, at) => ({
    ...mugs,
    ...(at % 10 === 0 && { codes: ["WELCOME10"], email: `b${at}@mail.example` }),
  }));
  await sandbox.call("POST", "/control/api/shops/demo-store.myshopify.com/orders/many", {
    orders: many,
  });
  await visit(admin);
  await untilCount(60);
  await untilShown(50);
  await follow("Older");
  await page.getByRole("link", { name: "#1001" }).waitFor();
  await untilShown(10);
  await page.getByLabel("Code, name or email").fill("welcome10");
  await press("Search");
  await untilCount(6);
});
