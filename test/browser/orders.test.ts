import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousViolations } from "./harness/serious-violations";
import { activatePool, type BrowserStack, openAdmin, openPath, openStack } from "./open-stack";

describe("a code that a shopper uses", () => {
  let stack: BrowserStack;
  let page: Page;
  let app: FrameLocator;
  let poolPath: string;
  let code: string;

  beforeAll(async () => {
    stack = await openStack();
    page = stack.page;
  });
  afterAll(() => stack?.stop());

  it("comes from a pool under a discount of the shop", async () => {
    app = await openAdmin(stack, page);
    await app.getByRole("button", { name: "Create pool" }).first().click();
    const dialog = app.getByRole("dialog");
    await dialog.getByLabel("Pool name").fill("Thank you");
    await dialog.getByText("Dynamic", { exact: true }).click();
    await dialog.getByLabel("Discount", { exact: true }).fill("Five off");
    await app.getByRole("option", { name: /Five off/ }).click();
    await dialog.getByLabel("Prefix").fill("THANKS-");
    await dialog.getByLabel("Keep ready").fill("20");
    await dialog.getByLabel("Refill below").fill("10");
    await dialog.getByRole("button", { name: "Create pool" }).click();
    await app.getByText("20 of 20 codes are ready.").waitFor();
    poolPath = await openPath(page, /\/app\/pools\/\d+$/);
    await activatePool(app);
  });

  it("is assigned to the shopper, who gets a new one if the order is cancelled", async () => {
    app = await openAdmin(stack, page, `${poolPath}/settings`);
    await app.getByText("a new code", { exact: true }).click();
    await page.locator("#save").click();
    await page.locator("#save").waitFor({ state: "hidden" });
    app = await openAdmin(stack, page, `${poolPath}/assigned`);
    code = await assignTo("shopper@mail.example");
    expect(code).toMatch(/^THANKS-/);
  });

  it("is redeemed by the order that the shopper places with it", async () => {
    await page.goto(
      `${stack.url}/store/${stack.store}/discount/${code}?redirect=/products/stoneware-mug`,
    );
    await page.getByLabel("Quantity").fill("3");
    await page.getByRole("button", { name: "Add to cart", exact: true }).click();
    await page.getByRole("link", { name: "Check out", exact: true }).click();
    await page.getByText(`${code} applied`).first().waitFor();
    await page.getByLabel("Email").fill("Shopper@Mail.example");
    await page.getByRole("button", { name: /^Pay / }).click();
    await page.getByText("Order #1001").first().waitFor();

    await untilHistoryShows("Redeemed");
    const order = app.getByRole("cell", { name: "#1001" }).getByRole("link");
    expect(await order.getAttribute("href")).toMatch(
      new RegExp(`/admin/store/${stack.store}/orders/\\d+$`),
    );
    expect(await seriousViolations(page)).toEqual([]);
  });

  it("is explained, and counts in the statistics", async () => {
    await app.getByRole("link", { name: code, exact: true }).click();
    await app.getByText("This code was used in order #1001.").waitFor();
    await app.getByText("Used in order #1001. Discount: 5 EUR.").waitFor();
    await app.getByRole("link", { name: "Open order #1001" }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    app = await openAdmin(stack, page, `${poolPath}/statistics`);
    const statistics = app.getByRole("region", { name: "Statistics" });
    await statistics.getByText("100.0%").first().waitFor();
    await statistics.getByText("€5.00").first().waitFor();
    await statistics.getByText("View daily data (30 days)").click();
    await statistics.getByRole("row", { name: /^\w{3} \d{1,2}, \d{4} 1 1$/ }).waitFor();
    await statistics.getByRole("button", { name: "7 days" }).click();
    await statistics.getByText("View daily data (7 days)").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  it("is replaced when the order is cancelled, as the pool says", async () => {
    await page.goto(`${stack.url}/admin/store/${stack.store}/orders`);
    await page.getByRole("link", { name: "#1001", exact: true }).click();
    await page.getByRole("button", { name: "Cancel order", exact: true }).click();
    await page
      .getByText(/cancelled/i)
      .first()
      .waitFor();

    await untilHistoryShows("Assigned");
    const rows = app.getByRole("row").filter({ hasText: "shopper@mail.example" });
    await rows.nth(1).waitFor();
    await rows.getByText("Canceled").waitFor();
    const codes = await rows.getByRole("link").allTextContents();
    const fresh = codes.find((one) => one !== code) ?? "";
    expect(fresh).toMatch(/^THANKS-/);
    await rows.getByRole("link", { name: code, exact: true }).click();
    await app.getByText("The order #1001 was canceled: its recipient gets a new code.").waitFor();
    await app.getByText(`Replaced by ${fresh}.`).waitFor();
    await app.getByLabel("Code").fill(fresh.toLowerCase());
    await app.getByRole("button", { name: "Explain" }).click();
    await app.getByText(`replacing ${code}.`).waitFor();

    app = await openAdmin(stack, page);
    const statistics = app.getByRole("region", { name: "Statistics" });
    await statistics.getByText("0.0%").first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  it("is told apart from one that nobody knows", async () => {
    app = await openAdmin(stack, page, "/app/explain");
    await app.getByLabel("Code").fill("NOBODYS-1");
    await app.getByRole("button", { name: "Explain" }).click();
    await app.getByText("“NOBODYS-1” isn’t in any of your pools").waitFor();
    await app.getByLabel("Code").fill("welcome10");
    await app.getByRole("button", { name: "Explain" }).click();
    await app.getByText("Your store has it under the discount “Welcome”").waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await seriousViolations(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  async function assignTo(recipient: string): Promise<string> {
    await app.getByRole("button", { name: "Assign code" }).click();
    const dialog = app.getByRole("dialog");
    await dialog.getByLabel("Recipient").fill(recipient);
    await dialog.getByRole("button", { name: "Assign", exact: true }).click();
    const row = app.getByRole("row").filter({ hasText: recipient });
    await row.first().waitFor();
    return (await row.getByRole("link").first().textContent()) ?? "";
  }

  /** The events of an order are worked in the background: a merchant would look again. */
  async function untilHistoryShows(state: string): Promise<void> {
    await expect
      .poll(
        async () => {
          app = await openAdmin(stack, page, `${poolPath}/assigned`);
          const row = app.getByRole("row").filter({ hasText: "shopper@mail.example" }).first();
          await row.waitFor();
          return row.textContent();
        },
        { timeout: 120_000, interval: 500 },
      )
      .toContain(state);
  }
});
