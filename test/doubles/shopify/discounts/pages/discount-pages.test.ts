import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchBrowser, type TestBrowser } from "../../../../browser/harness/launch-browser";
import { DEMO_SHOP, testSandbox } from "../../for-tests/test-sandbox";
import { findShop } from "../../shops/find-shop";

const sandbox = testSandbox();
let browser: TestBrowser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(() => page.context().close());

beforeEach(async () => {
  await sandbox.call("POST", "/control/api/reset", { seed: "demo" });
  sandbox.app.received = [];
  const context = await browser.open("desktop");
  page = await context.newPage();
  await page.goto(`${sandbox.running.url}/admin/store/demo-store/discounts`);
});

const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
const open = (title: string) => page.getByRole("link", { name: title, exact: true }).click();
const untilShown = (what: string, count: number) =>
  expect.poll(() => page.locator(`[${what}]`).count(), { timeout: 120_000 }).toBe(count);
const webhooks = () =>
  sandbox.app.received.map(({ headers, body }) => [
    headers["x-shopify-topic"],
    JSON.parse(body).status ?? "",
  ]);
const codes = (title: string) =>
  Object.values(findShop(sandbox.running.sandbox, DEMO_SHOP)?.discounts ?? {})
    .find((discount) => discount.title === title)
    ?.codes.map(({ code }) => code) ?? [];

test("the list shows the shop's discounts with status and codes", async () => {
  const row = page.getByRole("row", { name: /Autumn mailing/ });
  expect(await row.textContent()).toMatch(/15%.*active.*500/s);
  expect(await page.getByRole("row", { name: /Summer sale/ }).textContent()).toContain("expired");
  await untilShown("data-discount", 9);
});

test("a discount can be deactivated, activated and deleted, which sends webhooks", async () => {
  await open("Welcome");
  await page.locator('[data-status="ACTIVE"]').waitFor();
  await press("Deactivate");
  await page.locator('[data-status="EXPIRED"]').waitFor();
  await press("Activate");
  await page.getByRole("button", { name: "Deactivate" }).waitFor();
  await press("Delete discount");
  await page.getByRole("heading", { name: "Discounts of Lindenhof Kaffee" }).waitFor();
  expect(await page.getByRole("link", { name: "Welcome" }).count()).toBe(0);
  expect(webhooks()).toEqual([
    ["discounts/update", "EXPIRED"],
    ["discounts/update", "ACTIVE"],
    ["discounts/delete", ""],
  ]);
});

test("a discount's value can be changed within limits", async () => {
  await open("Welcome");
  const value = page.getByLabel("Percent off");
  // The attribute is what the page came with, not what was typed into it.
  const untilSaved = (percent: string) => value.and(page.locator(`[value="${percent}"]`)).waitFor();
  expect(await value.inputValue()).toBe("10");
  await value.fill("12.5");
  await press("Change value");
  await untilSaved("12.5");
  expect(webhooks()).toEqual([["discounts/update", "ACTIVE"]]);
  await value.fill("101");
  await press("Change value");
  await page.getByRole("alert").waitFor();
  await untilSaved("12.5");
});

test("codes can be paged, searched and deleted", async () => {
  await open("Autumn mailing");
  await page.locator('[data-codes-count="500"]').waitFor();
  await untilShown("data-code", 50);
  await page.getByRole("link", { name: "More codes" }).click();
  const [fiftyFirst = ""] = codes("Autumn mailing").slice(50);
  await page.locator(`[data-code="${fiftyFirst}"]`).waitFor();
  await page.getByLabel("Search codes").fill(fiftyFirst.slice(3).toLowerCase());
  await press("Search");
  await untilShown("data-code", 1);
  await press(`Delete code ${fiftyFirst}`);
  await page.locator('[data-codes-count="499"]').waitFor();
  expect(codes("Autumn mailing")).not.toContain(fiftyFirst);
});

test("a code can be added unless the shop already has it", async () => {
  await open("Welcome");
  await page.getByLabel("New code").fill("<b>Hello</b>");
  await press("Add code");
  await page.locator('[data-codes-count="2"]').waitFor();
  await page.locator(`[data-code="<b>Hello</b>"]`).waitFor();
  await page.getByLabel("New code").fill("fiver");
  await press("Add code");
  await page.getByRole("alert").filter({ hasText: "fiver" }).waitFor();
  await page.locator('[data-codes-count="2"]').waitFor();
});

test("the discount list is linked from the admin, the landing page and the control page", async () => {
  const { url } = sandbox.running;
  for (const from of ["/admin/store/demo-store", "/", "/control"]) {
    await page.goto(`${url}${from}`);
    await page.locator(`a[href="/admin/store/demo-store/discounts"]`).first().click();
    await page.getByRole("heading", { name: "Discounts of Lindenhof Kaffee" }).waitFor();
  }
});
