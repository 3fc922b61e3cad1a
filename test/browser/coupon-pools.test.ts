import { readFile } from "node:fs/promises";
import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousViolations } from "./harness/serious-violations";
import { activatePool, type BrowserStack, openAdmin, openPath, openStack } from "./open-stack";

describe("a merchant's first pool", () => {
  let stack: BrowserStack;
  let page: Page;
  let app: FrameLocator;
  let poolPath: string;

  beforeAll(async () => {
    stack = await openStack();
    page = stack.page;
    app = await openAdmin(stack, page);
  });
  afterAll(() => stack?.stop());

  it("begins with an empty page that says what to do", async () => {
    await app.getByText("No coupon pools yet").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  it("is created in a dialog, and a name is asked for", async () => {
    await app.getByRole("button", { name: "Create pool" }).first().click();
    const dialog = app.getByRole("dialog");
    await dialog.getByRole("button", { name: "Create pool" }).click();
    await dialog.getByText("Enter a name.").waitFor();
    await dialog.getByLabel("Pool name").fill("Welcome offer");
    expect(await seriousViolations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Create pool" }).click();
    await app.getByRole("heading", { name: "Welcome offer" }).waitFor();
    poolPath = await openPath(page, /\/app\/pools\/\d+$/);
  });

  it("takes a file of codes, after a preview", async () => {
    await app.getByRole("button", { name: "Import codes" }).first().click();
    await app.getByText("From a file").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await app.locator('input[type="file"]').setInputFiles({
      name: "codes.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("Coupon Code;Message\nALPHA-1;Hello\nALPHA-2;\nALPHA-2;\nBETA-3;\n"),
    });
    await app.getByRole("heading", { name: "Review import" }).waitFor();
    await app.getByRole("cell", { name: "ALPHA-1" }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await app.getByRole("button", { name: "Start import" }).click();
    await app.getByRole("heading", { name: "Finished" }).waitFor();
    await app.getByText("3 codes added, 1 code twice in the file").waitFor();
    await app.getByText("This code stands in the file twice").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  it("refuses a file that is none of codes, in place", async () => {
    await openPool("/import");
    await app.locator('input[type="file"]').setInputFiles({
      name: "photo.png",
      mimeType: "image/png",
      buffer: Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
    });
    await app.getByText("The codes could not be read").waitFor();
  });

  it("shows its active codes, finds one and adds one by hand", async () => {
    await openPool("");
    await app.getByLabel("Search coupons").fill("beta");
    await app.getByText("ALPHA-1", { exact: true }).waitFor({ state: "detached" });
    await app.getByText("BETA-3", { exact: true }).waitFor();
    await app.getByLabel("Search coupons").fill("");
    await app.getByLabel("Code", { exact: true }).fill("GAMMA-4");
    await app.getByRole("button", { name: "Add", exact: true }).click();
    await app.getByText("GAMMA-4 was added as the last code of the pool.").waitFor();
    await app.getByText("GAMMA-4", { exact: true }).waitFor();
    await app.getByLabel("Code", { exact: true }).fill("alpha-1");
    await app.getByRole("button", { name: "Add", exact: true }).click();
    await app.getByText("This code is in the pool already.").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  it("keeps unsaved settings while the pool is changed elsewhere, and says so", async () => {
    await openPool("/settings");
    const choice = app.getByLabel("a new code every time");
    const setName = (name: string) =>
      stack.sql("UPDATE pool SET name = $2, version = version + 1 WHERE shop_id = $1", [
        stack.shopId,
        name,
      ]);
    await app.getByText("a new code every time").click();
    await setName("Renamed");
    await page.locator("#save").click();
    await app.getByText("Someone else changed this in the meantime.").waitFor();
    await app.getByRole("heading", { name: "Renamed" }).waitFor();
    expect(await choice.isChecked()).toBe(true);
    await page.locator("#save").click();
    await page.locator("#save").waitFor({ state: "hidden" });
    await setName("Welcome offer");
    await openPool("/settings");
    expect(await choice.isChecked()).toBe(true);
    expect(await page.locator("#save").isVisible()).toBe(false);
  });

  it("asks before it is activated while its codes are not in the store", async () => {
    await app.getByText("Not in Shopify", { exact: true }).first().waitFor();
    await app.getByRole("switch").first().click();
    const dialog = app.getByRole("dialog");
    await dialog
      .getByText(/is in Shopify: customers will see “Enter a valid discount code”/)
      .waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await app.getByRole("switch", { name: "Welcome offer: inactive", exact: true }).waitFor();
  });

  it("is switched on, and gives a recipient the first code", async () => {
    await activatePool(app);
    await app.getByRole("switch", { name: "Welcome offer: active", exact: true }).waitFor();
    await app.getByRole("link", { name: "Assigned history" }).click();
    await app
      .getByRole("button", { name: /^Assign/ })
      .first()
      .click();
    const dialog = app.getByRole("dialog");
    await dialog.getByRole("textbox").first().fill("shopper@example.com");
    await dialog
      .getByRole("button", { name: /^Assign/ })
      .last()
      .click();
    await app.getByRole("cell", { name: "shopper@example.com" }).first().waitFor();
    await dialog.getByText("ALPHA-1").first().waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  });

  it("finds the recipient again and exports the history", async () => {
    await app.getByRole("textbox", { name: /search/i }).fill("shopper@example.com");
    await page.waitForURL(/search=shopper/);
    await app.getByText("ALPHA-1").first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await app.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      app.getByRole("menuitem", { name: "Export CSV" }).click(),
    ]);
    const text = await readFile(await download.path(), "utf8");
    expect(text).toContain("ALPHA-1,shopper@example.com,manual");
  });

  it.each([
    ["the home page", "/app"],
    ["the imports", "imports"],
    ["the settings", "settings"],
    ["the activity", "/app/activity"],
    ["the API keys", "/app/api-keys"],
  ])("has nothing on %s that keeps people out, also on a phone", async (_, path) => {
    if (path.startsWith("/")) app = await openAdmin(stack, page, path);
    else await openPool(`/${path}`);
    await app.getByRole("heading").first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await seriousViolations(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  async function openPool(path: string): Promise<void> {
    app = await openAdmin(stack, page, `${poolPath}${path}`);
  }
});
