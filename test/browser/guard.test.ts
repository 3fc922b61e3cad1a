import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import defaultMessages from "../../app/features/guard/messages/default-messages.json";
import { seriousViolations, violationsOnBothScreens } from "./harness/serious-violations";
import { activatePool, type BrowserStack, openAdmin, openPath, openStack } from "./open-stack";
import { choice } from "./parts-of-a-page";

// The stories share a clock. These zones are 25 hours apart: a day that isn't over in one of them is
// over in the other.
const latestZone = "Pacific/Pago_Pago";
const earliestZone = "Pacific/Kiritimati";

/** For what the store and the app do in the background. */
const patience = { timeout: 120_000, interval: 250 };

describe("a protected code", () => {
  let stack: BrowserStack;
  let page: Page;
  let app: FrameLocator;
  let poolPath: string;
  let key: string;

  beforeAll(async () => {
    stack = await openStack();
    page = stack.page;
    await moveStoreTo(latestZone);
    poolPath = await createProtectedPool();
    key = await createKey();
  });
  afterAll(() => stack?.stop());

  const button = (name: string) => app.getByRole("button", { name, exact: true });
  const dialogButton = (name: string) =>
    app.getByRole("dialog").getByRole("button", { name, exact: true });
  const guardIs = (status: string) =>
    app.locator(`[data-testid="guard-status"][data-status="${status}"]`).waitFor();

  it("works for the person it was assigned to, and no one else", async () => {
    const code = await assign("ada@mail.example");
    await startCheckout(code);
    await enterEmail("eve@mail.example");
    await isRejected(code, defaultMessages.en.holder);
    await enterEmail("Ada@Mail.example");
    await isApplied(code);
    await page.getByRole("button", { name: /^Pay / }).click();
    await page.locator("[data-order]").waitFor();
  });

  it("is tried in the settings with the sentence that a shopper reads", async () => {
    const code = await assign("grace@mail.example");
    app = await openAdmin(stack, page, "/app/settings");
    await guardIs("on");
    await app.getByLabel("Code", { exact: true }).fill(code);
    await app.getByLabel("Email or customer ID").fill("eve@mail.example");
    await app.getByLabel("Customer’s language").selectOption("de");
    await button("Try code").click();
    const message = app.getByTestId("trial-message");
    await message.filter({ hasText: defaultMessages.de.holder }).waitFor();
    expect(await violationsOnBothScreens(page)).toEqual([]);
    await app.getByLabel("Email or customer ID").fill("grace@mail.example");
    await button("Try code").click();
    await app.getByTestId("trial-accepted").waitFor();
    await app.getByLabel("Email or customer ID").fill("no address");
    await button("Try code").click();
    await app.locator('[aria-invalid="true"]').waitFor();
  });

  it("stops working for its person after its last day", async () => {
    const code = await assign("late@mail.example");
    await startCheckout(code);
    await enterEmail("late@mail.example");
    await isApplied(code);
    await moveStoreTo(earliestZone);
    await isRejected(code, defaultMessages.en.expired);
    await moveStoreTo(latestZone);
    await isApplied(code);
  });

  it("is rejected for everyone while its pool is paused, in the merchant's own words", async () => {
    const code = await assign("paused@mail.example");
    app = await openAdmin(stack, page, "/app/settings");
    await app.getByLabel("The pool is paused or inactive").fill("Back on Monday!");
    await page.locator("#save").click();
    await page.locator("#save").waitFor({ state: "hidden" });
    app = await openAdmin(stack, page, `${poolPath}/settings`);
    await button("Pause at checkout").click();
    await app.getByTestId("checkout-paused").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await startCheckout(code);
    await enterEmail("paused@mail.example");
    await isRejected(code, "Back on Monday!");
    app = await openAdmin(stack, page, `${poolPath}/settings`);
    await button("Resume at checkout").click();
    await app.getByTestId("checkout-paused").waitFor({ state: "detached" });
    await page.goto(`${stack.url}/store/${stack.store}/checkout`);
    await isApplied(code);
  });

  it("is unprotected after the merchant deletes the discount that checks codes, until they repair it", async () => {
    const code = await assign("repair@mail.example");
    await page.goto(`${stack.url}/admin/store/${stack.store}/discounts`);
    await page.getByRole("link", { name: /code protection/ }).click();
    await page.getByRole("button", { name: "Delete discount" }).click();
    await page.getByRole("link", { name: /code protection/ }).waitFor({ state: "detached" });
    await startCheckout(code);
    await enterEmail("eve@mail.example");
    await isApplied(code);
    const noticed = async () => {
      app = await openAdmin(stack, page, "/app/settings");
      const missing = app.locator('[data-testid="guard-status"][data-status="missing"]');
      return (await missing.count()) === 1;
    };
    await vi.waitUntil(noticed, patience);
    expect(await seriousViolations(page)).toEqual([]);
    await button("Repair").click();
    await guardIs("on");
    await page.goto(`${stack.url}/store/${stack.store}/checkout`);
    await isRejected(code, defaultMessages.en.holder);
  });

  async function moveStoreTo(timeZone: string): Promise<void> {
    await stack.control("POST", `shops/${stack.store}.myshopify.com/settings`, { timeZone });
    const known = async () => {
      const [shop] = await stack.sql<{ zone: string }>(
        "SELECT time_zone AS zone FROM shop WHERE id = $1",
        [stack.shopId],
      );
      return shop?.zone;
    };
    await vi.waitUntil(async () => (await known()) === timeZone, patience);
  }

  /** A dynamic pool whose codes are for one person and end today; resolves its path in the app. */
  async function createProtectedPool(): Promise<string> {
    app = await openAdmin(stack, page, "/app");
    await app.getByRole("button", { name: "Create pool" }).first().click();
    const dialog = app.getByRole("dialog");
    await dialog.getByLabel("Pool name").fill("Personal");
    await choice(dialog, "dynamic").check();
    await dialog.getByLabel("Discount", { exact: true }).click();
    await app.getByRole("option", { name: /Five off/ }).click();
    await dialog.getByLabel("Keep ready").fill("2");
    await dialog.getByLabel("Refill below").fill("1");
    await dialog.getByRole("button", { name: "Create pool" }).click();
    await app.getByRole("heading", { name: "Personal" }).waitFor();
    const path = await openPath(page, /\/pools\/\d+$/);
    await activatePool(app);
    app = await openAdmin(stack, page, `${path}/settings`);
    await app.getByLabel("User expiration (use by)").fill(today());
    await page.locator("#save").click();
    await page.locator("#save").waitFor({ state: "hidden" });
    await button("Edit protection").click();
    await app.getByLabel("Only the recipient can use a code").check();
    await app.getByLabel("Codes stop working after their own last day").check();
    await app.getByTestId("protection-effects").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await dialogButton("Save").click();
    await app.getByRole("dialog").waitFor({ state: "detached" });
    // The first protected pool turns the guard on.
    app = await openAdmin(stack, page, "/app/settings");
    await guardIs("on");
    return path;
  }

  function today(): string {
    return new Intl.DateTimeFormat("en-CA", { timeZone: latestZone }).format(new Date());
  }

  async function createKey(): Promise<string> {
    app = await openAdmin(stack, page, "/app/api-keys");
    await app.getByRole("button", { name: "Create key" }).first().click();
    await app.getByLabel("Name").fill("Email tool");
    await app.getByRole("checkbox", { name: "Assign codes" }).check();
    await dialogButton("Create key").click();
    const text = await app.getByRole("textbox", { name: "API key" }).inputValue();
    await dialogButton("Done").click();
    await app.getByRole("dialog").waitFor({ state: "detached" });
    return text;
  }

  /** Assigns a code through the API; resolves it once it works in the store. */
  async function assign(recipient: string): Promise<string> {
    const response = await fetch(`${stack.env["APP_URL"]}/api/v1/pools/personal/assignments`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ recipient }),
    });
    const { code } = (await response.json()) as { code: string };
    const status = async () => {
      const [row] = await stack.sql<{ status: string }>(
        "SELECT publish_status AS status FROM code WHERE shop_id = $1 AND code = $2",
        [stack.shopId, code],
      );
      return row?.status;
    };
    await vi.waitUntil(async () => (await status()) === "live", patience);
    return code;
  }

  /** A new guest's checkout with the code, which the cart can't decide on yet. */
  async function startCheckout(code: string): Promise<void> {
    const store = `${stack.url}/store/${stack.store}`;
    await page.goto(store);
    await page.context().clearCookies({ name: `store-${stack.store}` });
    await page.goto(`${store}/products/stoneware-mug`);
    await page.getByLabel("Quantity").fill("3");
    await page.getByRole("button", { name: "Add to cart", exact: true }).click();
    await page.getByLabel("Promo code").fill(code.toLowerCase());
    await page.getByRole("button", { name: "Add code" }).click();
    await page.locator("[data-code]").waitFor();
    await page.getByRole("link", { name: "Check out", exact: true }).click();
  }

  async function enterEmail(email: string): Promise<void> {
    await page.getByLabel("Email").fill(email);
    const next = page.waitForEvent("load");
    await page.getByRole("button", { name: "Continue" }).click();
    await next;
  }

  const stateOf = async (code: string) => {
    const rows = await page.locator("[data-code]").all();
    for (const row of rows) {
      const shown = await row.getAttribute("data-code");
      if (shown?.toLowerCase() === code.toLowerCase())
        return { state: await row.getAttribute("data-state"), text: await row.textContent() };
    }
    return { state: null, text: null };
  };

  /** A function sees a change of its configuration after seconds, so a shopper looks again. */
  async function isRejected(code: string, message: string): Promise<void> {
    const shown = async () => {
      await page.reload();
      const { state, text } = await stateOf(code);
      return state === "DISCOUNT_REJECTED_BY_FUNCTION" && text?.includes(message) === true;
    };
    await expect.poll(shown, { timeout: 60_000, interval: 500 }).toBe(true);
  }

  async function isApplied(code: string): Promise<void> {
    const shown = async () => {
      await page.reload();
      return (await stateOf(code)).state;
    };
    await expect.poll(shown, { timeout: 60_000, interval: 500 }).toBe("applied");
  }
});
