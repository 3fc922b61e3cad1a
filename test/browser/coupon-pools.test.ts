import { readFile } from "node:fs/promises";
import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousViolations, violationsOnBothScreens } from "./harness/serious-violations";
import { insertPool } from "./insert-pool";
import { activatePool, type BrowserStack, openAdmin, openStack } from "./open-stack";
import { choice, fileField, invalidField, numbersIn } from "./parts-of-a-page";

describe("a merchant's pool", () => {
  let stack: BrowserStack;
  let page: Page;
  let app: FrameLocator;

  beforeAll(async () => {
    stack = await openStack();
    page = stack.page;
  });
  afterAll(() => stack?.stop());

  const open = async (path: string) => {
    app = await openAdmin(stack, page, path);
  };
  const cell = (name: string) => app.getByRole("cell", { name, exact: true });

  it("is created in a dialog that asks for a name, and takes a file of codes after a preview", async () => {
    await open("/app");
    await app.getByRole("button", { name: "Create pool" }).first().click();
    const dialog = app.getByRole("dialog");
    await dialog.getByRole("button", { name: "Create pool" }).click();
    await invalidField(dialog, "Pool name").waitFor();
    await dialog.getByLabel("Pool name").fill("Welcome offer");
    expect(await seriousViolations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Create pool" }).click();
    await app.getByRole("heading", { name: "Welcome offer" }).waitFor();

    await app.getByRole("button", { name: "Import codes" }).first().click();
    await fileField(app).waitFor({ state: "attached" });
    expect(await seriousViolations(page)).toEqual([]);
    await fileField(app).setInputFiles({
      name: "codes.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("Coupon Code;Message\nALPHA-1;Hello\nALPHA-2;\nALPHA-2;\nBETA-3;\n"),
    });
    await cell("ALPHA-1").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await app.getByRole("button", { name: "Start import" }).click();
    await app.getByTestId("import-done").waitFor();
    const [read, added, twice] = await numbersIn(app.getByTestId("import-result"));
    expect({ read, added, twice }).toEqual({ read: 4, added: 3, twice: 1 });
    await cell("ALPHA-2").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  it("refuses a file that has no codes, in place", async () => {
    const pool = await insertPool(stack, { name: "Photos" });
    await open(`${pool}/import`);
    await fileField(app).setInputFiles({
      name: "photo.png",
      mimeType: "image/png",
      buffer: Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
    });
    await app.getByRole("alert").waitFor();
  });

  it("shows its active codes, finds one and takes another", async () => {
    const pool = await insertPool(stack, { name: "Summer", codes: ["SUN-1", "RAIN-2"] });
    await open(pool);
    await app.getByLabel("Search coupons").fill("rain");
    await cell("SUN-1").waitFor({ state: "detached" });
    await cell("RAIN-2").waitFor();
    await app.getByLabel("Search coupons").fill("");
    await app.getByLabel("Code", { exact: true }).fill("GAMMA-4");
    await app.getByRole("button", { name: "Add", exact: true }).click();
    await app.getByRole("status").filter({ hasText: "GAMMA-4" }).waitFor();
    await cell("GAMMA-4").waitFor();
    await app.getByLabel("Code", { exact: true }).fill("sun-1");
    await app.getByRole("button", { name: "Add", exact: true }).click();
    await invalidField(app, "Code").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  it("keeps unsaved settings while it is changed elsewhere, and says so", async () => {
    const pool = await insertPool(stack, { name: "Autumn" });
    await open(`${pool}/settings`);
    expect(await violationsOnBothScreens(page)).toEqual([]);
    const id = Number(pool.split("/").at(-1));
    await choice(app, "always_new").check();
    await stack.sql(
      "UPDATE pool SET name = 'Fall', version = version + 1 WHERE shop_id = $1 AND id = $2",
      [stack.shopId, id],
    );
    await page.locator("#save").click();
    await app.getByTestId("settings-refusal").waitFor();
    await app.getByRole("heading", { name: "Fall" }).waitFor();
    expect(await choice(app, "always_new").isChecked()).toBe(true);
    await page.locator("#save").click();
    await page.locator("#save").waitFor({ state: "hidden" });
    expect(await choice(app, "always_new").isChecked()).toBe(true);
    const saved = await stack.sql(
      "SELECT resend_policy AS policy FROM pool WHERE shop_id = $1 AND id = $2",
      [stack.shopId, id],
    );
    expect(saved).toEqual([{ policy: "always_new" }]);
  });

  it("asks before it is activated while its codes are not in the store", async () => {
    await open(await insertPool(stack, { name: "Winter", codes: ["SNOW-1"] }));
    await app.getByRole("switch").first().click();
    const dialog = app.getByRole("dialog");
    await dialog.getByRole("button", { name: "Activate anyway" }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await app.getByRole("switch", { name: "Winter", checked: false }).waitFor();
    await activatePool(app);
  });

  it("gives a recipient its first code, finds them again and exports the history", async () => {
    const pool = await insertPool(stack, { name: "Spring", active: true, codes: ["LEAF-1"] });
    await open(`${pool}/assigned`);
    await app.getByRole("button", { name: /^Assign/ }).click();
    const dialog = app.getByRole("dialog");
    await dialog.getByLabel("Recipient").fill("shopper@example.com");
    await dialog.getByRole("button", { name: /^Assign/ }).click();
    await dialog.getByText("LEAF-1").waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await cell("shopper@example.com").waitFor();

    await app.getByRole("textbox", { name: /search/i }).fill("shopper@example.com");
    await page.waitForURL(/search=shopper/);
    await app.getByRole("link", { name: "LEAF-1" }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await app.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      app.getByRole("menuitem", { name: "Export CSV" }).click(),
    ]);
    const text = await readFile(await download.path(), "utf8");
    expect(text).toContain("LEAF-1,shopper@example.com,manual");
  });

  it.each(["/app", "/app/activity", "/app/api-keys", "imports"])(
    "has nothing on %s that keeps people out, also on a phone",
    async (path) => {
      const whole = path.startsWith("/")
        ? path
        : `${await insertPool(stack, { name: "Year round", codes: ["DAY-1"] })}/${path}`;
      await open(whole);
      await app.getByRole("heading").first().waitFor();
      expect(await violationsOnBothScreens(page)).toEqual([]);
    },
  );
});
