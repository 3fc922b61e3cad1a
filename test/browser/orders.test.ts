import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousViolations } from "./harness/serious-violations";
import { codesNamed, insertPool } from "./insert-pool";
import { linkPool } from "./link-pool";
import { type BrowserStack, openAdmin, openStack } from "./open-stack";
import { choice } from "./parts-of-a-page";

describe("a code that a shopper uses", () => {
  let stack: BrowserStack;
  let page: Page;
  let app: FrameLocator;
  let poolPath: string;

  beforeAll(async () => {
    stack = await openStack();
    page = stack.page;
  });
  afterAll(() => stack?.stop());

  it("is redeemed by the order, explained and counted, and replaced when the order is canceled", async () => {
    const codes = codesNamed("THANKS", 3);
    poolPath = await insertPool(stack, { name: "Thank you", active: true, codes });
    app = await openAdmin(stack, page, `${poolPath}/settings`);
    await linkPool(app, "Five off", codes.length);
    await choice(app, "reissue").check();
    await page.locator("#save").click();
    await page.locator("#save").waitFor({ state: "hidden" });
    await app.getByRole("link", { name: "Assigned history" }).click();
    const code = await assignTo("shopper@mail.example");
    await placeOrder(code);

    await untilHistoryShows("assignment-redeemed");
    const order = app.getByRole("cell", { name: "#1001" }).getByRole("link");
    expect(await order.getAttribute("href")).toMatch(
      new RegExp(`/admin/store/${stack.store}/orders/\\d+$`),
    );
    expect(await seriousViolations(page)).toEqual([]);
    await app.getByRole("link", { name: code, exact: true }).click();
    await app
      .getByRole("listitem")
      .filter({ hasText: /#1001.*\b5\b/ })
      .waitFor();
    await app.getByRole("link", { name: "Open order #1001" }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await countsInStatistics();
    await cancelOrder();

    await untilHistoryShows("assignment-assigned");
    const rows = app.getByRole("row").filter({ hasText: "shopper@mail.example" });
    await rows.nth(1).waitFor();
    await rows.getByTestId("order-canceled").waitFor();
    const shown = await rows.getByRole("link").allTextContents();
    const fresh = shown.find((one) => one.startsWith("THANKS-") && one !== code) ?? "";
    await rows.getByRole("link", { name: code, exact: true }).click();
    await app.getByRole("heading", { name: code, exact: true }).waitFor();
    await app.getByRole("link", { name: fresh, exact: true }).waitFor();
    await app.getByLabel("Code").fill(fresh.toLowerCase());
    await app.getByRole("button", { name: "Look up" }).click();
    await app.getByRole("heading", { name: fresh, exact: true }).waitFor();
    await app.getByRole("listitem").filter({ hasText: code }).waitFor();

    app = await openAdmin(stack, page);
    await statistics().getByText("0.0%").first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  it("is told apart from one that nobody knows", async () => {
    app = await openAdmin(stack, page, "/app/explain");
    await app.getByLabel("Code").fill("NOBODYS-1");
    await app.getByRole("button", { name: "Look up" }).click();
    await app.getByRole("alert").filter({ hasText: "NOBODYS-1" }).waitFor();
    await app.getByLabel("Code").fill("welcome10");
    await app.getByRole("button", { name: "Look up" }).click();
    await app.getByRole("status").filter({ hasText: "Welcome" }).waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await seriousViolations(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  const statistics = () => app.getByRole("region", { name: "Statistics" });

  async function assignTo(recipient: string): Promise<string> {
    await app.getByRole("button", { name: "Assign code" }).click();
    const dialog = app.getByRole("dialog");
    await dialog.getByLabel("Recipient").fill(recipient);
    await dialog.getByRole("button", { name: "Assign", exact: true }).click();
    const row = app.getByRole("row").filter({ hasText: recipient });
    await row.first().waitFor();
    return (await row.getByRole("link").first().textContent()) ?? "";
  }

  async function placeOrder(code: string): Promise<void> {
    await page.goto(
      `${stack.url}/store/${stack.store}/discount/${code}?redirect=/products/stoneware-mug`,
    );
    await page.getByLabel("Quantity").fill("3");
    await page.getByRole("button", { name: "Add to cart", exact: true }).click();
    await page.getByRole("link", { name: "Check out", exact: true }).click();
    await page.locator(`[data-code="${code}"][data-state="applied"]`).waitFor();
    await page.getByLabel("Email").fill("Shopper@Mail.example");
    await page.getByRole("button", { name: /^Pay / }).click();
    await page.locator('[data-order="#1001"]').waitFor();
  }

  async function cancelOrder(): Promise<void> {
    await page.goto(`${stack.url}/admin/store/${stack.store}/orders`);
    await page.getByRole("link", { name: "#1001", exact: true }).click();
    await page.getByRole("button", { name: "Cancel order", exact: true }).click();
    await page.locator('[data-state*="cancelled"]').waitFor();
  }

  async function countsInStatistics(): Promise<void> {
    app = await openAdmin(stack, page, `${poolPath}/statistics`);
    await statistics().getByText("100.0%").first().waitFor();
    await statistics().getByText("€5.00").first().waitFor();
    const days = (count: number) =>
      statistics().locator("summary", { hasText: new RegExp(`\\b${count}\\b`) });
    await days(30).click();
    await statistics()
      .getByRole("row", { name: /^\w{3} \d{1,2}, \d{4} 1 1$/ })
      .waitFor();
    await statistics().getByRole("button", { name: "7 days" }).click();
    await days(7).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  }

  /** The events of an order are worked in the background: a merchant would look again. */
  async function untilHistoryShows(state: string): Promise<void> {
    const look = async () => {
      app = await openAdmin(stack, page, `${poolPath}/assigned`);
      const row = app.getByRole("row").filter({ hasText: "shopper@mail.example" }).first();
      await row.waitFor();
      return row.getByTestId(state).isVisible();
    };
    await expect.poll(look, { timeout: 120_000, interval: 500 }).toBe(true);
  }
});
