import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousViolations, violationsOnBothScreens } from "./harness/serious-violations";
import { insertPool } from "./insert-pool";
import { linkPool } from "./link-pool";
import { activatePool, type BrowserStack, openAdmin, openPath, openStack } from "./open-stack";
import { choice, invalidField } from "./parts-of-a-page";
import { codesInShop, openDiscountInShop } from "./shop-pages";

describe("pools under the store's discounts", () => {
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
  const row = (text: string | RegExp) => app.getByRole("row").filter({ hasText: text });

  it("begin with a list of what each discount is worth", async () => {
    await open("/app/discounts");
    await row(/Welcome.*10%/).waitFor();
    await app.getByLabel("Search discounts").fill("five");
    await row(/Five off.*€5.*€40/).waitFor();
    await row("Welcome").waitFor({ state: "detached" });
    expect(await violationsOnBothScreens(page)).toEqual([]);
  });

  it("are created with a new discount on the way, and their codes work in the store", async () => {
    await open("/app");
    await app.getByRole("button", { name: "Create pool" }).first().click();
    const dialog = app.getByRole("dialog");
    await dialog.getByLabel("Pool name").fill("Winter letter");
    await choice(dialog, "dynamic").check();
    await dialog.getByLabel("Random characters").fill("5");
    const guessable = dialog.getByRole("alert");
    await guessable.waitFor();
    await dialog.getByLabel("Random characters").fill("8");
    await dialog.getByLabel("Prefix").fill("WINTER-");
    await guessable.waitFor({ state: "detached" });
    await dialog.getByText(/^WINTER-[A-Z0-9]{8}$/).waitFor();
    await dialog.getByRole("button", { name: "Create pool" }).click();
    await invalidField(dialog, "Discount").waitFor();
    expect(await seriousViolations(page)).toEqual([]);

    await app.getByRole("button", { name: "Create a new discount" }).click();
    await dialog.getByLabel("Title").fill("Winter sale");
    await dialog.getByLabel("Percentage", { exact: true }).fill("200");
    await dialog.getByRole("button", { name: "Create discount" }).click();
    await invalidField(dialog, "Percentage").waitFor();
    await dialog.getByLabel("Percentage", { exact: true }).fill("20");
    await choice(dialog, "subtotal").check();
    await dialog.getByLabel("Minimum amount").fill("50");
    await dialog.getByLabel("Limit to one use per customer").check();
    await dialog
      .getByTestId("discount-summary")
      .filter({ hasText: /20%.*€50/ })
      .waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Create discount" }).click();
    await dialog.getByLabel("Pool name").waitFor();
    expect(await dialog.getByLabel("Pool name").inputValue()).toBe("Winter letter");
    expect(await dialog.getByLabel("Prefix").inputValue()).toBe("WINTER-");
    expect(await dialog.getByLabel("Discount", { exact: true }).inputValue()).toBe("Winter sale");

    await dialog.getByLabel("Keep ready").fill("300");
    await dialog.getByLabel("Refill below").fill("200");
    await dialog.getByRole("button", { name: "Create pool" }).click();
    await app.getByRole("heading", { name: "Winter letter" }).waitFor();
    await ready(300);
    await app.getByTestId("live-codes").filter({ hasText: "300" }).waitFor();
    await app
      .getByRole("cell", { name: /^WINTER-/ })
      .first()
      .waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    const pool = await openPath(page, /\/app\/pools\/\d+$/);
    await activatePool(app);

    const codes = await assignThroughTheApi("winter-letter", 50);
    expect(codes.size).toBe(50);
    await openDiscountInShop(stack, page, "Winter sale");
    const known = await codesInShop(page);
    expect([...codes].filter((code) => !known.has(code))).toEqual([]);
    // Nothing but the pool's own codes works: the one that the discount was made with is gone.
    expect([...known].filter((code) => !code.startsWith("WINTER-"))).toEqual([]);

    await open(`${pool}/settings`);
    expect(await violationsOnBothScreens(page)).toEqual([]);
    await app.getByRole("button", { name: "Edit", exact: true }).last().click();
    await dialog.getByLabel("Keep ready").fill("320");
    await dialog.getByLabel("Refill below").fill("400");
    await invalidField(dialog, "Refill below").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await dialog.getByLabel("Refill below").fill("310");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await ready(320);
  });

  it("list the imported codes that the store rejected, with the reason", async () => {
    // The store has FIVER already, under the discount "Five off".
    const codes = ["PARTNER-1", "FIVER"];
    const pool = await insertPool(stack, { name: "Partner codes", codes });
    await open(`${pool}/settings`);
    await linkPool(app, "Welcome", 1);
    await app.getByTestId("rejected-codes").filter({ hasText: "1" }).waitFor();
    await open(`${pool}/refused`);
    await row(/FIVER.*Five off/).waitFor();
    expect(await violationsOnBothScreens(page)).toEqual([]);
    await openDiscountInShop(stack, page, "Welcome");
    expect(await codesInShop(page)).toEqual(new Set(["WELCOME10", "PARTNER-1"]));
  });

  it("have a form for a new discount that keeps no one out, on a phone either", async () => {
    await open("/app/discounts/new");
    await app.getByRole("heading").first().waitFor();
    expect(await violationsOnBothScreens(page)).toEqual([]);
  });

  const ready = (codes: number) =>
    app
      .getByTestId("codes-ready")
      .filter({ hasText: new RegExp(`\\b${codes}\\b.*\\b${codes}\\b`) })
      .waitFor();

  /** Has the API assign codes, with a key created as a merchant would; resolves those that work. */
  async function assignThroughTheApi(handle: string, count: number): Promise<Set<string>> {
    await open("/app/api-keys");
    await app.getByRole("button", { name: "Create key" }).first().click();
    const dialog = app.getByRole("dialog");
    await dialog.getByLabel("Name", { exact: true }).fill("Mail tool");
    await dialog.getByRole("button", { name: "Create key" }).click();
    const key = await dialog.getByLabel("API key", { exact: true }).inputValue();
    const recipients = Array.from({ length: count }, (_, at) => ({
      recipient: `p${at}@example.com`,
    }));
    const path = `/api/v1/pools/${handle}/assignments/batch`;
    const response = await fetch(`${stack.env["APP_URL"]}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ recipients }),
    });
    expect(response.status).toBe(200);
    const { results } = (await response.json()) as {
      results: { assignment: { code: string; live: boolean } }[];
    };
    const live = results.filter(({ assignment }) => assignment.live);
    return new Set(live.map(({ assignment }) => assignment.code));
  }
});
