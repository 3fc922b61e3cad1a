import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actBeforeHydration } from "./open-early";
import { type BrowserStack, createPool, openAdmin, openStack, untilActive } from "./open-stack";

describe("before the scripts of a page have loaded", () => {
  let stack: BrowserStack;
  let page: Page;
  let poolPath: string;
  beforeAll(async () => {
    stack = await openStack();
    page = stack.page;
    poolPath = await createPool(stack, await openAdmin(stack, page), "Winter");
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
      await page.getByRole("checkbox", { name: "Select EARLY-1" }).click();
      await page.getByRole("checkbox", { name: "Select EARLY-2" }).click();
      await page.getByRole("checkbox", { name: "Select EARLY-2" }).click();
    });
    await button(app, "Void 1 code").waitFor();
    expect(await app.getByRole("checkbox", { name: "Select EARLY-1" }).isChecked()).toBe(true);
  });

  it("a link leads to its page without loading the app anew", async () => {
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
    await app.getByText("A recipient who asks again gets").waitFor();
    expect(documents).toBe(0);
  });

  it("settings are changed by radio buttons and saved", async () => {
    await early(`${poolPath}/settings`, async (page) => {
      await page.getByText("a new code every time").click();
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
      await page.getByLabel("Or paste codes, one a line").fill("EARLY-3\nEARLY-4");
    });
    await button(pasted, "Preview pasted codes").click();
    await cell(pasted, "EARLY-4").waitFor();
    const chosen = await early(`${poolPath}/import`, async (page) => {
      await page.locator('input[type="file"]').setInputFiles({
        name: "codes.csv",
        mimeType: "text/csv",
        buffer: Buffer.from("code\nEARLY-5\n"),
      });
    });
    await cell(chosen, "EARLY-5").waitFor();
  });

  it("a file is dropped", async () => {
    const app = await early(`${poolPath}/import`, async (page) => {
      await page.locator('input[type="file"]').evaluate((field) => {
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
      await page.getByText("An order worth at least").click();
      await page.getByLabel("Once per customer").check();
    });
    await app.getByLabel("Least amount").fill("50");
    await app.getByText("20% off the whole order, from €50, once per customer").waitFor();
    const other = await early("/app/discounts/new", async (page) => {
      await page.getByLabel("Kind").selectOption("free_shipping");
    });
    await other
      .getByText(/^Free shipping/)
      .first()
      .waitFor();
    expect(await other.getByLabel("Percentage", { exact: true }).count()).toBe(0);
  });

  it("a search begins, and a question is sent", async () => {
    const pools = await early("/app", async (page) => {
      await page.getByRole("textbox", { name: "Search pools" }).fill("none of this name");
    });
    await pools.getByRole("link", { name: "Winter" }).waitFor({ state: "detached" });
    const explained = await early("/app/explain", async (page) => {
      await page.getByLabel("Code").fill("EARLY-1");
      await button(page, "Explain").click();
    });
    await explained.getByText("EARLY-1").first().waitFor();
    await page.waitForURL(/\/app\/explain\?code=EARLY-1/);
  });
});
