import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousViolations } from "./harness/serious-violations";
import { activatePool, type BrowserStack, openAdmin, openPath, openStack } from "./open-stack";
import { codesInShop, openDiscountInShop } from "./shop-pages";

describe("a pool whose codes the app makes", () => {
  let stack: BrowserStack;
  let page: Page;
  let app: FrameLocator;
  let poolPath: string;

  beforeAll(async () => {
    stack = await openStack();
    page = stack.page;
    app = await openAdmin(stack, page, "/app/discounts");
  });
  afterAll(() => stack?.stop());

  it("begins with the shop's discounts, each with what it is worth", async () => {
    await app.getByText("10% off the whole order, once per customer").waitFor();
    await app.getByLabel("Search discounts").fill("five");
    await app.getByText("€5 off the whole order, from €40").waitFor();
    await app
      .getByText("10% off the whole order, once per customer")
      .waitFor({ state: "detached" });
    expect(await seriousViolations(page)).toEqual([]);
  });

  it("asks for a name and a discount, and refuses codes that are easy to guess", async () => {
    app = await openAdmin(stack, page);
    await app.getByRole("button", { name: "Create pool" }).first().click();
    const dialog = app.getByRole("dialog");
    await dialog.getByLabel("Pool name").fill("Winter letter");
    await dialog.getByText("Dynamic", { exact: true }).click();
    await dialog.getByLabel("Random characters").fill("5");
    await dialog.getByText("too easy to guess").waitFor();
    await dialog.getByLabel("Random characters").fill("8");
    await dialog.getByLabel("Prefix").fill("WINTER-");
    await dialog.getByText("too easy to guess").waitFor({ state: "detached" });
    await dialog.getByText(/^WINTER-[A-Z0-9]{8}$/).waitFor();
    await dialog.getByRole("button", { name: "Create pool" }).click();
    await dialog.getByText("Choose a discount.").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  it("gets a new discount on the way, and loses nothing that was typed", async () => {
    await app.getByRole("button", { name: "Create a new discount" }).click();
    const dialog = app.getByRole("dialog");
    await dialog.getByLabel("Title").fill("Winter sale");
    await dialog.getByLabel("Percentage", { exact: true }).fill("200");
    await dialog.getByRole("button", { name: "Create discount" }).click();
    await dialog.getByText("Enter a percentage above 0 and up to 100.").waitFor();
    await dialog.getByLabel("Percentage", { exact: true }).fill("20");
    await dialog.getByText("An order worth at least").click();
    await dialog.getByLabel("Least amount").fill("50");
    await dialog.getByLabel("Once per customer").check();
    await dialog
      .getByText("20% off the whole order, from €50, once per customer, each code once")
      .waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Create discount" }).click();
    await dialog.getByLabel("Pool name").waitFor();
    expect(await dialog.getByLabel("Pool name").inputValue()).toBe("Winter letter");
    expect(await dialog.getByLabel("Prefix").inputValue()).toBe("WINTER-");
    expect(await dialog.getByLabel("Discount", { exact: true }).inputValue()).toBe("Winter sale");
  });

  it("is made, and fills itself with codes that work in the shop", async () => {
    const dialog = app.getByRole("dialog");
    await dialog.getByLabel("Keep ready").fill("300");
    await dialog.getByLabel("Refill below").fill("200");
    await dialog.getByRole("button", { name: "Create pool" }).click();
    await app.getByRole("heading", { name: "Winter letter" }).waitFor();
    await app.getByText("20% off the whole order, from €50, once per customer").waitFor();
    await app.getByText("300 of 300 codes are ready.").waitFor();
    await figure("Live", "300");
    await app
      .getByText(/^WINTER-/)
      .first()
      .waitFor();
    await app.getByText("Live", { exact: true }).last().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    poolPath = await openPath(page, /\/app\/pools\/\d+$/);
  });

  it("gives 50 codes through the API, all of which the shop knows", async () => {
    await activatePool(app);
    const key = await makeKey();
    const path = "/api/v1/pools/winter-letter/assignments/batch";
    const answer = await fetch(`${stack.env["APP_URL"]}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({
        recipients: Array.from({ length: 50 }, (_, at) => ({ recipient: `p${at}@example.com` })),
      }),
    });
    expect(answer.status).toBe(200);
    const { results } = (await answer.json()) as { results: { assignment: Assigned }[] };
    expect(results.every(({ assignment }) => assignment.live)).toBe(true);
    const codes = new Set(results.map(({ assignment }) => assignment.code));
    expect(codes.size).toBe(50);
    await openInShop("Winter sale");
    const known = await codesInShop(page);
    expect([...codes].filter((code) => !known.has(code))).toEqual([]);
    // Nothing but the pool's own codes works: the one that the discount was made with is gone.
    expect([...known].filter((code) => !code.startsWith("WINTER-"))).toEqual([]);
  });

  it("can be changed, and its form says what is wrong in place", async () => {
    app = await openAdmin(stack, page, `${poolPath}/settings`);
    await app.getByRole("button", { name: "Edit", exact: true }).last().click();
    const dialog = app.getByRole("dialog");
    await dialog.getByLabel("Keep ready").fill("320");
    await dialog.getByLabel("Refill below").fill("400");
    await dialog.getByText("Refill at or below the number of codes").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await dialog.getByLabel("Refill below").fill("310");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await app.getByText("320 of 320 codes are ready.").waitFor();
  });

  it("stands beside a pool of brought codes that is tied to a discount", async () => {
    app = await openAdmin(stack, page);
    await app.getByRole("button", { name: "Create pool" }).first().click();
    const dialog = app.getByRole("dialog");
    await dialog.getByLabel("Pool name").fill("Partner codes");
    await dialog.getByRole("button", { name: "Create pool" }).click();
    await app.getByRole("heading", { name: "Partner codes" }).waitFor();
    // The shop has FIVER already, under the discount "Five off".
    for (const code of ["PARTNER-1", "FIVER"]) {
      await app.getByLabel("Code", { exact: true }).fill(code);
      await app.getByRole("button", { name: "Add", exact: true }).click();
      await app.getByRole("row").filter({ hasText: code }).waitFor();
    }
    await app.getByRole("link", { name: "Settings" }).click();
    await app.getByRole("button", { name: "Link to a discount" }).last().click();
    await dialog.getByLabel("Discount", { exact: true }).fill("Welc");
    await app.getByRole("option", { name: /Welcome/ }).click();
    expect(await seriousViolations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Link pool" }).click();
    await figure("Live", "1");
    await figure("Rejected", "1");
    await app.getByRole("link", { name: "See 1 rejected code" }).click();
    await app.getByRole("row").filter({ hasText: "FIVER" }).getByText("Five off").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await openInShop("Welcome");
    expect(await codesInShop(page)).toEqual(new Set(["WELCOME10", "PARTNER-1"]));
  });

  it("is compared with the shop, and what differs is mended", async () => {
    await openInShop("Winter sale");
    const lost = await page.locator("[data-code]").first().getAttribute("data-code");
    await page.getByRole("button", { name: `Delete code ${lost}` }).click();
    await page.locator(`[data-code="${lost}"]`).waitFor({ state: "detached" });
    const left = await page.locator("[data-codes-count]").getAttribute("data-codes-count");
    await page.getByLabel("New code").fill("SNEAKED-IN");
    await page.getByRole("button", { name: "Add code" }).click();
    await page.locator(`[data-codes-count="${Number(left) + 1}"]`).waitFor();
    app = await openAdmin(stack, page, "/app/check");
    // Between two and seven o'clock (UTC) the worker compares by itself.
    const checked = app.getByText(/^Last check:/);
    await app.getByText("Not checked yet").or(checked).first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await app.getByRole("button", { name: "Check now" }).click();
    // The third is the code that the discount "Welcome" had before a pool was tied to it.
    await app.getByText("3 differences found").waitFor();
    await app.getByRole("button", { name: `Upload again: ${lost}` }).click();
    await app.getByText(/^Uploaded again, /).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await app.getByRole("link", { name: "Added outside this app (2)" }).click();
    await app.getByRole("button", { name: "Remove from store: SNEAKED-IN" }).click();
    await app.getByRole("dialog").getByRole("button", { name: "Remove from store" }).click();
    await app.getByText(/^Removed from your store, /).waitFor();
    await app.getByRole("button", { name: "Add to pool: all codes" }).click();
    await app.getByText(/^Added to pool, /).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    const again = async () => {
      app = await openAdmin(stack, page, "/app/check");
      await app.getByRole("button", { name: "Check now" }).click();
      await app.getByRole("heading", { name: /differences? found|Everything matches/ }).waitFor();
      await app.getByRole("status").filter({ hasText: "Comparing" }).waitFor({ state: "detached" });
      return app.getByText("Everything matches").isVisible();
    };
    await expect.poll(again, { timeout: 120_000, interval: 1_000 }).toBe(true);
    expect(await seriousViolations(page)).toEqual([]);
  });

  it("tells no more of a difference that is left as it is, until that is taken back", async () => {
    await openInShop("Winter sale");
    const count = await page.locator("[data-codes-count]").getAttribute("data-codes-count");
    await page.getByLabel("New code").fill("ON-PURPOSE");
    await page.getByRole("button", { name: "Add code" }).click();
    await page.locator(`[data-codes-count="${Number(count) + 1}"]`).waitFor();
    app = await openAdmin(stack, page, "/app/check");
    const check = () => app.getByRole("button", { name: "Check now" }).click();
    await check();
    await app.getByRole("button", { name: "Ignore: ON-PURPOSE" }).click();
    await app.getByText(/^Ignored, /).waitFor();
    await check();
    await app.getByText("Everything matches").waitFor();
    const left = app.getByRole("button", { name: "Ignored (1)" });
    await left.click();
    const report = app.getByRole("button", { name: "Stop ignoring: ON-PURPOSE" });
    await report.waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await report.click();
    await left.waitFor({ state: "detached" });
    await check();
    await app.getByText("1 difference found").waitFor();
    await app.getByRole("button", { name: "Remove from store: ON-PURPOSE" }).click();
    await app.getByRole("dialog").getByRole("button", { name: "Remove from store" }).click();
    await app.getByText(/^Removed from your store, /).waitFor();
  });

  it("shows what the app knows, and since when, while the shop does not answer", async () => {
    await stack.sql(
      "UPDATE discount SET read_at = read_at - interval '2 minutes' WHERE shop_id = $1",
      [stack.shopId],
    );
    const shop = `${stack.store}.myshopify.com`;
    const fault = await stack.control<{ id: string }>("POST", "faults", {
      match: "graphql",
      kind: "5xx",
      shop,
    });
    app = await openAdmin(stack, page, poolPath);
    await app.getByText("20% off the whole order, from €50, once per customer").waitFor();
    await app.getByText(/Shopify isn’t responding.*Shown as of \w{3} \d{1,2}, \d{4}/).waitFor();
    app = await openAdmin(stack, page, "/app/discounts");
    await app.getByText("Winter sale").waitFor();
    await app.getByText(/You’re seeing what the app knew on/).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await stack.control("DELETE", `faults/${fault.id}`);
    app = await openAdmin(stack, page, poolPath);
    await app.getByText("20% off the whole order, from €50, once per customer").waitFor();
    await app.getByRole("button", { name: "Ask again" }).waitFor({ state: "detached" });
  });

  it("shows at once what becomes of its discount in the shop, and what to do", async () => {
    await openInShop("Winter sale");
    await page.getByRole("button", { name: "Deactivate" }).click();
    await page.getByRole("button", { name: "Activate" }).waitFor();
    await untilPoolShows("This discount ended");
    await openInShop("Winter sale");
    await page.getByRole("button", { name: "Delete discount" }).click();
    await page.getByRole("heading", { name: /^Discounts of/ }).waitFor();
    await untilPoolShows("This discount was deleted in Shopify");
    expect(await seriousViolations(page)).toEqual([]);
    app = await openAdmin(stack, page);
    await app.getByText("Discount deleted").waitFor();
  });

  it.each(["/app/discounts", "/app/discounts/new", "settings", "refused"])(
    "has nothing on %s that keeps people out, on a phone either",
    async (path) => {
      const whole = path.startsWith("/") ? path : `${poolPath}/${path}`;
      app = await openAdmin(stack, page, whole);
      await app.getByRole("heading").first().waitFor();
      expect(await seriousViolations(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await seriousViolations(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 900 });
    },
  );

  async function figure(name: string, value: string): Promise<void> {
    await app.getByText(name, { exact: true }).first().locator("..").getByText(value).waitFor();
  }

  /** A key that may assign, made as a merchant would. */
  async function makeKey(): Promise<string> {
    app = await openAdmin(stack, page, "/app/api-keys");
    await app.getByRole("button", { name: "Create key" }).first().click();
    const dialog = app.getByRole("dialog");
    await dialog.getByLabel("Name", { exact: true }).fill("Mail tool");
    await dialog.getByRole("button", { name: "Create key" }).click();
    return dialog.getByLabel("API key", { exact: true }).inputValue();
  }

  const openInShop = (title: string) => openDiscountInShop(stack, page, title);

  /** The event of the shop is worked in the background: a merchant would look again. */
  async function untilPoolShows(text: string): Promise<void> {
    const look = async () => {
      app = await openAdmin(stack, page, poolPath);
      await app.getByRole("heading", { name: "Winter letter" }).waitFor();
      return app.getByText(text).isVisible();
    };
    await expect.poll(look, { timeout: 120_000, interval: 500 }).toBe(true);
  }
});

interface Assigned {
  code: string;
  live: boolean;
}
