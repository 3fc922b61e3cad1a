import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertPool } from "./insert-pool";
import { actBeforeHydration } from "./open-early";
import { type BrowserStack, openStack, untilActive } from "./open-stack";
import { choice, fileField } from "./parts-of-a-page";

describe("before the scripts of a page have loaded", () => {
  let stack: BrowserStack;
  let page: Page;
  let poolPath: string;
  beforeAll(async () => {
    stack = await openStack();
    page = stack.page;
    poolPath = await insertPool(stack, { name: "Winter", codes: ["FROST-1", "FROST-2"] });
  });
  afterAll(() => stack?.stop());

  const early = (path: string, act: (app: FrameLocator) => Promise<void>) =>
    actBeforeHydration(stack, page, path, act);
  const button = (app: FrameLocator, name: string) =>
    app.getByRole("button", { name, exact: true });
  const cell = (app: FrameLocator, name: string) => app.getByRole("cell", { name, exact: true });

  it("a code that is typed can be added", async () => {
    const app = await early(poolPath, async (page) => {
      await page.getByLabel("Code", { exact: true }).pressSequentially("EARLY-1");
      await page.getByLabel("User expiration (use by)").fill("2030-12-31");
      await page.getByLabel("User expiration (days)").fill("30");
      expect(await button(page, "Add").isDisabled()).toBe(true);
    });
    await button(app, "Add").click();
    await cell(app, "EARLY-1").waitFor();
    const dates = await stack.sql(
      `SELECT to_char(use_by AT TIME ZONE 'Europe/Berlin', 'YYYY-MM-DD') AS day, use_within_days AS days
         FROM code WHERE shop_id = $1 AND code = 'EARLY-1'`,
      [stack.shopId],
    );
    expect(dates).toEqual([{ day: "2030-12-31", days: 30 }]);
  });

  it("Enter sends a form as it was filled in", async () => {
    const app = await early(poolPath, async (page) => {
      await page.getByLabel("Code", { exact: true }).fill("EARLY-2");
      await page.getByLabel("Code", { exact: true }).press("Enter");
    });
    await cell(app, "EARLY-2").waitFor();
  });

  it("a button counts once, however often it is clicked", async () => {
    const app = await early(poolPath, async (page) => {
      await page.getByRole("switch").first().dblclick();
    });
    await untilActive(app);
    const dialogs = await early("/app", async (page) => {
      await button(page, "Create pool").first().click();
      await button(page, "Create pool").first().click();
    });
    await dialogs.getByRole("dialog").getByLabel("Pool name").waitFor();
    expect(await dialogs.getByRole("dialog").count()).toBe(1);
  });

  it("codes are chosen by their checkboxes", async () => {
    const app = await early(poolPath, async (page) => {
      await page.getByRole("checkbox", { name: "Select FROST-1" }).click();
      await page.getByRole("checkbox", { name: "Select FROST-2" }).click();
      await page.getByRole("checkbox", { name: "Select FROST-2" }).click();
    });
    await button(app, "Void 1 code").waitFor();
    expect(await app.getByRole("checkbox", { name: "Select FROST-1" }).isChecked()).toBe(true);
  });

  it("a link opens its page without reloading the app", async () => {
    let documents = 0;
    page.on("request", (request) => {
      if (request.isNavigationRequest() && request.frame().parentFrame()) documents += 1;
    });
    const app = await early(poolPath, async (page) => {
      const link = page.getByRole("link", { name: "Settings" });
      await link.waitFor();
      documents = 0;
      await link.click();
    });
    await choice(app, "always_new").waitFor();
    expect(documents).toBe(0);
  });

  it("settings are changed by radio buttons and saved", async () => {
    await early(`${poolPath}/settings`, async (page) => {
      await choice(page, "always_new").check();
      await page.getByLabel("Pool expiration (assign by)").fill("2030-06-30");
    });
    await page.locator("#save").click();
    await page.locator("#save").waitFor({ state: "hidden" });
    const pools = await stack.sql("SELECT resend_policy AS policy FROM pool WHERE shop_id = $1", [
      stack.shopId,
    ]);
    expect(pools).toEqual([{ policy: "always_new" }]);
  });

  it("a list is pasted, or a file chosen", async () => {
    const pasted = await early(`${poolPath}/import`, async (page) => {
      await page.getByRole("textbox").fill("EARLY-3\nEARLY-4");
    });
    await button(pasted, "Preview pasted codes").click();
    await cell(pasted, "EARLY-4").waitFor();
    const chosen = await early(`${poolPath}/import`, async (page) => {
      await fileField(page).setInputFiles({
        name: "codes.csv",
        mimeType: "text/csv",
        buffer: Buffer.from("code\nEARLY-5\n"),
      });
    });
    await cell(chosen, "EARLY-5").waitFor();
  });

  it("a file is dropped", async () => {
    const app = await early(`${poolPath}/import`, async (page) => {
      await fileField(page).evaluate((field) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["code\nEARLY-6\n"], "codes.csv", { type: "text/csv" }));
        const drop = { bubbles: true, cancelable: true, dataTransfer };
        field.parentElement?.dispatchEvent(new DragEvent("drop", drop));
      });
    });
    await cell(app, "EARLY-6").waitFor();
  });

  it("a discount is described by fields, lists, radio buttons and checkboxes", async () => {
    const app = await early("/app/discounts/new", async (page) => {
      await page.getByLabel("Title").fill("Early sale");
      await page.getByLabel("Percentage", { exact: true }).fill("20");
      await choice(page, "subtotal").check();
      await page.getByLabel("Limit to one use per customer").check();
    });
    await app.getByLabel("Minimum amount").fill("50");
    await app
      .getByTestId("discount-summary")
      .filter({ hasText: /20%.*€50/ })
      .waitFor();
    const other = await early("/app/discounts/new", async (page) => {
      await page.getByLabel("Type").selectOption("free_shipping");
    });
    await other.getByLabel("Percentage", { exact: true }).waitFor({ state: "detached" });
  });

  it("a search begins, and a question is sent", async () => {
    const pools = await early("/app", async (page) => {
      await page.getByRole("textbox", { name: "Search pools" }).fill("none of this name");
    });
    await pools.getByRole("link", { name: "Winter" }).waitFor({ state: "detached" });
    const explained = await early("/app/explain", async (page) => {
      await page.getByLabel("Code").fill("FROST-1");
      await button(page, "Look up").click();
    });
    await explained.getByRole("heading", { name: "FROST-1" }).waitFor();
    await page.waitForURL(/\/app\/explain\?code=FROST-1/);
  });
});
