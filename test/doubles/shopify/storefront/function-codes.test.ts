import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchBrowser, type TestBrowser } from "../../../browser/harness/launch-browser";
import { functionSandbox } from "../for-tests/function-sandbox";
import { demoShop, insertGuard } from "../for-tests/insert-guard";
import { orderCalls } from "../for-tests/order-calls";
import type { FunctionRun } from "../functions/function-run";

const HOLDER = "ada@mail.example";
const sandbox = functionSandbox();
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

const visit = (path: string) => page.goto(`${sandbox.running.url}/store/demo-store${path}`);
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
const until = (code: string, state: string) =>
  page.locator(`[data-code="${code}"][data-state="${state}"]`).waitFor();
const axeFile = createRequire(import.meta.url).resolve("axe-core");
async function violations(): Promise<unknown> {
  await page.addScriptTag({ path: axeFile });
  return page.evaluate("axe.run().then(({ violations }) => violations.map(({ id }) => id))");
}
const variant = (): string =>
  Object.values(demoShop(sandbox).products).find(({ handle }) => handle === "sampler-box")
    ?.variants[0]?.id ?? "";
const REJECTED = "DISCOUNT_REJECTED_BY_FUNCTION";

test("a code is undecided in a guest's cart, and decided anew at each email of the checkout", async () => {
  insertGuard(sandbox, { holder: HOLDER, message: "Ada's code" });
  await visit(`/cart/${variant()}:1?discount=welcome10&storefront=true`);
  await until("welcome10", "applied");
  await page.getByRole("link", { name: "Check out" }).click();
  await until("welcome10", "applied");
  await page.getByLabel("Email").fill("eve@mail.example");
  await press("Continue");
  await until("welcome10", REJECTED);
  await page.getByRole("alert").filter({ hasText: "Ada's code" }).waitFor();
  expect(await violations()).toEqual([]);
  await page.getByLabel("Email").fill(HOLDER);
  await press("Continue");
  await until("welcome10", "applied");
  // Another address is typed and the order paid at once.
  await page.getByLabel("Email").fill("eve@mail.example");
  await press("Pay €23.80");
  await until("welcome10", REJECTED);
  expect(await orders.list()).toEqual([]);
  await page.getByLabel("Email").fill(HOLDER);
  await press("Pay €25.90");
  await until("welcome10", "applied");
  await press("Pay €23.80");
  await page.locator('[data-order="#1001"]').waitFor();
  expect(await orders.list()).toMatchObject([{ codes: ["WELCOME10"], email: HOLDER }]);
});

test("a rejected code leaves the checkout's field with the message, in the buyer's language", async () => {
  insertGuard(sandbox, { holder: HOLDER, message: "Nur für Ada" });
  await visit(`/cart/${variant()}:1?checkout[email]=eve@mail.example`);
  await page.getByLabel("Language").selectOption("Deutsch");
  await press("Change language");
  await page.getByLabel("Discount code").fill("WELCOME10");
  await press("Apply");
  const alert = page.getByRole("alert").filter({ hasText: "Nur für Ada" });
  expect(await alert.getAttribute("lang")).toBe("de");
  expect(await page.locator("[data-code]").count()).toBe(0);
  const { runs } = (await sandbox.call("GET", "/control/api/functions/runs")) as {
    runs: FunctionRun[];
  };
  expect(runs[0]?.input).toMatchObject({ localization: { language: { isoCode: "DE" } } });
});

test("someone who is signed in is decided in the cart already", async () => {
  insertGuard(sandbox, { holder: HOLDER });
  await visit("/account");
  await page.getByLabel("Email").fill("bo@mail.example");
  await press("Create account");
  await visit(`/cart/${variant()}:1?discount=WELCOME10&storefront=true`);
  await until("WELCOME10", REJECTED);
  await press("Remove WELCOME10");
  await page.getByLabel("Promo code").fill("NOSUCH");
  await press("Add code");
  await until("NOSUCH", "DISCOUNT_NOT_FOUND");
  expect(await violations()).toEqual([]);
});
