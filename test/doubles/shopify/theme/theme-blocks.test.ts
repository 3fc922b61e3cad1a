import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchBrowser, type TestBrowser } from "../../../browser/harness/launch-browser";
import { DEMO_SHOP, testSandbox } from "../for-tests/test-sandbox";
import { readTheme } from "./theme-extension";

const sandbox = testSandbox({ tomlFile: "./store-app/shopify.app.toml" });
let browser: TestBrowser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  await sandbox.call("POST", "/control/api/reset");
  page = await (await browser.open()).newPage();
});
afterEach(() => page.context().close());

const blocksPath = `/control/api/shops/${DEMO_SHOP}/blocks`;
const place = (change: object): Promise<unknown> => sandbox.call("POST", blocksPath, change);
const greeting = "theme-fixture/greeting";
const visit = (path: string) => page.goto(`${sandbox.running.url}/store/demo-store${path}`);
const textOf = async (path: string): Promise<string> =>
  (await fetch(`${sandbox.running.url}/store/demo-store${path}`)).text();

async function signIn(): Promise<void> {
  await visit("/account");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
}

test("a block is in the cart page once a merchant places it, with its settings", async () => {
  expect(await textOf("/cart")).not.toContain("greeting");
  await place({ block: greeting, on: true });
  await visit("/cart");
  const block = page.locator(".greeting");
  await block.getByRole("heading", { name: "Your codes" }).waitFor();
  expect(await block.locator("p").allTextContents()).toEqual(["Hello & welcome", "0 for €0.00"]);
  await place({ block: greeting, settings: { heading: "A <b>", note: true, codes: 1 } });
  await visit("/cart");
  await block.getByRole("heading", { name: "A <b>" }).waitFor();
  await block.getByText("1 code", { exact: true }).waitFor();
  await place({ block: greeting, on: false });
  expect(await textOf("/cart")).not.toContain("greeting");
});

test("a block sees the signed-in customer and the cart", async () => {
  await sandbox.call("POST", "/control/api/reset", { seed: "demo" });
  await signIn();
  await visit("/products/sampler-box");
  await page.getByLabel("Quantity").fill("2");
  await page.getByRole("button", { name: "Add to cart" }).click();
  const [customer] = Object.values(sandbox.running.sandbox.world.shops[DEMO_SHOP]?.customers ?? {});
  await page.getByText(`Hello, ${customer?.firstName}!`).waitFor();
  await page.getByText("2 for €42.00").waitFor();
});

test("the script and the style of a block are loaded, and see the theme's globals", async () => {
  await place({ block: greeting, on: true });
  await visit("/cart");
  const root = page.locator('html[data-root="/store/demo-store/"][data-design-mode="false"]');
  await root.waitFor();
  expect(
    await page.locator(".greeting").evaluate((one) => getComputedStyle(one).borderTopStyle),
  ).toBe("solid");
  const image = await page.locator(".greeting img").getAttribute("src");
  const asset = await fetch(new URL(image ?? "", sandbox.running.url));
  expect(asset.headers.get("content-type")).toBe("image/svg+xml");
  const outside = await fetch(
    `${sandbox.running.url}/extension-assets/theme-fixture/..%2Fshopify.extension.toml`,
  );
  expect(outside.status).toBe(404);
});

test("an embed is off until it is switched on, and keeps away from templates it is disabled on", async () => {
  await sandbox.call("POST", "/control/api/reset", { seed: "demo" });
  expect(await textOf("/cart")).toContain("greeting");
  expect(await textOf("")).not.toContain("popup");
  await place({ block: "theme-fixture/popup", on: true });
  expect(await textOf("")).toContain('<div id="popup">page</div>');
  expect(await textOf("/cart")).toContain('<div id="popup">cart</div>');
  expect(await textOf("/products/sampler-box")).not.toContain("popup");
});

test("a store without the app has none of its blocks", async () => {
  await place({ block: greeting, on: true });
  await sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/uninstall`);
  expect(await textOf("/cart")).not.toContain("greeting");
});

test("a merchant places blocks in the editor, which shows them in design mode", async () => {
  await page.goto(
    `${sandbox.running.url}/shops/${DEMO_SHOP}/admin/themes/current/editor?context=apps&activateAppId=ID/greeting`,
  );
  const form = page.locator(`form[data-block="${greeting}"][aria-current="true"]`);
  await form.getByLabel("Greeting").check();
  await form.getByLabel("Heading").fill("From the editor");
  await form.getByLabel("Size").selectOption("large");
  await form.getByRole("button", { name: "Save" }).click();
  await page.locator(`form[data-block="${greeting}"][data-on="true"]`).waitFor();
  const preview = page.frameLocator('iframe[title="Preview"]');
  await preview.locator('html[data-design-mode="true"]').waitFor();
  await preview.locator('.greeting[data-design="true"][data-shopify-editor-block]').waitFor();
  await preview.getByRole("heading", { name: "From the editor" }).waitFor();
});

test("only blocks and settings that exist can be placed", async () => {
  const tried = (body: object) =>
    fetch(`${sandbox.running.url}${blocksPath}`, { method: "POST", body: JSON.stringify(body) });
  expect((await tried({ block: "theme-fixture/other" })).status).toBe(422);
  expect((await tried({ block: greeting, settings: { size: "huge" } })).status).toBe(422);
  expect((await tried({ block: greeting, settings: { codes: "2" } })).status).toBe(422);
  const { blocks } = (await sandbox.call("GET", blocksPath)) as { blocks: { key: string }[] };
  expect(blocks).toMatchObject([
    { key: greeting, kind: "section", on: false },
    { key: "theme-fixture/popup", kind: "embed", on: false },
    { kind: "checkout" },
    { kind: "checkout" },
  ]);
});

test.each([
  ["no schema", "<p></p>", "{% schema %} is missing"],
  ["a schema that isn't JSON", "{% schema %}{{% endschema %}", "is not JSON"],
  ["no name", '{% schema %}{"target":"section"}{% endschema %}', "name is missing"],
  [
    "an unknown target",
    '{% schema %}{"name":"A","target":"main"}{% endschema %}',
    "target must be",
  ],
  ["a long name", `{% schema %}{"name":"${"a".repeat(26)}","target":"body"}{% endschema %}`, "25"],
  [
    "a setting without id",
    '{% schema %}{"name":"A","target":"body","settings":[{"type":"text"}]}{% endschema %}',
    "no id",
  ],
  ["too much Liquid", `${"x".repeat(500_001)}`, "500000"],
])("a theme extension with %s can't be deployed", (_what, liquid, problem) => {
  const folder = mkdtempSync(path.join(tmpdir(), "theme-"));
  mkdirSync(path.join(folder, "blocks"));
  writeFileSync(path.join(folder, "blocks", "codes.liquid"), liquid);
  expect(() => readTheme({ folder })).toThrow(problem);
});
