import type { FrameLocator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchBrowser, type TestBrowser } from "../../../browser/harness/launch-browser";
import { serveEmbeddedPages } from "../for-tests/embedded-page";
import { shopifyClient } from "../for-tests/shopify-client";
import { DEMO_SHOP, testSandbox } from "../for-tests/test-sandbox";

const sandbox = testSandbox();
let browser: TestBrowser;
let page: Page;
let app: FrameLocator;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(() => page.context().close());

const base = "/admin/store/demo-store/apps/tested-app";
const openApp = async (path: string, size: "desktop" | "phone" = "desktop"): Promise<void> => {
  const context = await browser.open(size);
  page = await context.newPage();
  await page.goto(`${sandbox.running.url}${base}${path}`);
  app = page.frameLocator("#app");
};
const notes = () => app.locator("#notes");
const inApp = (name: string) => app.getByRole("button", { name, exact: true });
const inFrame = (name: string) => page.getByRole("button", { name, exact: true });

beforeEach(async () => {
  await sandbox.call("POST", "/control/api/reset");
  serveEmbeddedPages(sandbox);
  await openApp("/app?tab=1");
});

test("the admin opens the app at the URL's path, with shop and locale", async () => {
  await app.getByRole("heading", { name: "/app" }).waitFor();
  const { path = "" } =
    sandbox.app.received.find((received) => received.path.startsWith("/app?")) ?? {};
  const query = Object.fromEntries(new URL(path, "http://app").searchParams);
  expect(query).toMatchObject({ embedded: "1", locale: "en", shop: DEMO_SHOP, tab: "1" });
  expect(atob(query["host"] ?? "")).toBe("admin.shopify.com/store/demo-store");
  const shopify = await shopifyClient(sandbox);
  expect(await shopify.utils.validateHmac(query)).toBe(true);
  const claims = await shopify.session.decodeSessionToken(query["id_token"] ?? "");
  expect(claims).toMatchObject({ dest: `https://${DEMO_SHOP}`, iss: `https://${DEMO_SHOP}/admin` });
});

test("App Bridge authenticates the page's requests, and retries with a new session token", async () => {
  await inApp("Ask").click();
  await app.getByText(/Bearer .+\..+\..+;/).waitFor();
  const tokens = sandbox.app.received
    .filter(({ path }) => path === "/data")
    .map(({ headers, body }) => [headers["authorization"], headers["x-requested-with"], body]);
  expect(tokens).toHaveLength(2);
  expect(tokens[0]?.[0]).not.toBe(tokens[1]?.[0]);
  expect(tokens.map(([, by, body]) => [by, body])).toEqual([
    ["XMLHttpRequest", "x"],
    ["XMLHttpRequest", "x"],
  ]);
});

test("the side navigation shows the app's entries and navigates on click", async () => {
  const second = page.getByRole("link", { name: "Second" });
  await second.click();
  await app.getByRole("heading", { name: "/app/second" }).waitFor();
  await page.waitForURL(`**${base}/app/second`);
  await page.locator('a[aria-current="page"]').getByText("Second").waitFor();
});

test("the admin receives the app's first messages even if its own script loads late", async () => {
  await page.route("**/assets/admin-frame.js", async (route) => {
    const frame = await (await page.waitForSelector("#app", { state: "attached" })).contentFrame();
    await frame?.waitForLoadState();
    await route.continue();
  });
  await page.reload();
  await page.getByRole("link", { name: "Second" }).waitFor();
});

test("the admin's URL follows the app's navigation, without the admin's parameters", async () => {
  await inApp("Go deep").click();
  await page.waitForURL(`**${base}/app/deep?tab=1`);
});

test("the title bar's buttons click the app's buttons", async () => {
  await page.getByRole("heading", { name: "Pools" }).waitFor();
  await inFrame("Create").click();
  await app.getByText("create;").waitFor();
});

test("the save bar is visible while there are unsaved changes", async () => {
  const bar = page.getByRole("region", { name: "Unsaved changes" });
  await inApp("Ask").waitFor();
  expect(await bar.isVisible()).toBe(false);
  await inApp("Change").click();
  await bar.getByRole("button", { name: "Save" }).click();
  await app.getByText("saved;").waitFor();
  await bar.getByRole("button", { name: "Discard" }).click();
  await bar.waitFor({ state: "hidden" });
  expect(await notes().textContent()).toBe("saved;discarded;");
});

test("the admin asks before leaving unsaved changes", async () => {
  await inApp("Change").click();
  await page.getByRole("region", { name: "Unsaved changes" }).waitFor();
  await page.getByRole("link", { name: "Second" }).click();
  await inFrame("Stay").click();
  expect(page.url()).not.toContain("second");
  await inApp("Leave").click();
  await inFrame("Leave page").click();
  await app.getByText("left;").waitFor();
  await page.getByRole("region", { name: "Unsaved changes" }).waitFor({ state: "hidden" });
});

test("a modal shows the app's content and buttons", async () => {
  await inApp("Remove").click();
  const dialog = app.getByRole("dialog", { name: "Delete pool" });
  await app.getByText("Really?").waitFor();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await app.getByText("deleted;").waitFor();
  await dialog.getByRole("button", { name: "Close" }).click();
  await dialog.waitFor({ state: "hidden" });
});

test("toasts appear above everything else", async () => {
  await inApp("Toast").click();
  const toast = page.getByRole("status").getByText("Pool created");
  await toast.waitFor();
  await inFrame("Dismiss").click();
  await toast.waitFor({ state: "hidden" });
});

test("the app's bounce page returns with a new session token", async () => {
  const target = encodeURIComponent(`${sandbox.running.publicAppUrl}/app/back?embedded=1`);
  await openApp(`/auth/session-token?shopify-reload=${target}`);
  await app.getByRole("heading", { name: "/app/back" }).waitFor();
  expect(sandbox.app.received.at(-1)?.path).toMatch(/^\/app\/back\?embedded=1&id_token=.+\..+\..+/);
  await page.waitForURL(`**${base}/app/back`);
});

test("the navigation is collapsed on a phone", async () => {
  await openApp("/app", "phone");
  const second = page.getByRole("link", { name: "Second" });
  await inApp("Ask").waitFor();
  expect(await second.isVisible()).toBe(false);
  await inFrame("Menu").click();
  await second.click();
  await app.getByRole("heading", { name: "/app/second" }).waitFor();
  expect(await second.isVisible()).toBe(false);
});

test("the admin offers to install an app that isn't installed", async () => {
  await sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/uninstall`);
  await openApp("/app");
  await page.getByText("read_customers").waitFor();
  await inFrame("Install").click();
  await app.getByRole("heading", { name: "/" }).waitFor();
});
