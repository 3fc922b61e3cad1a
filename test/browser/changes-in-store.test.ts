import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousViolations } from "./harness/serious-violations";
import { codesNamed, insertPool } from "./insert-pool";
import { linkPool } from "./link-pool";
import { type BrowserStack, openAdmin, openStack } from "./open-stack";
import { openDiscountInShop } from "./shop-pages";

describe("what changes in the store", () => {
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
  const button = (name: string) => app.getByRole("button", { name, exact: true });
  const cell = (name: string) => app.getByRole("cell", { name, exact: true });
  const openInShop = (title: string) => openDiscountInShop(stack, page, title);

  /** A pool whose codes work in the store, under a discount of the store; resolves its path. */
  async function linkedPool(name: string, discount: string, codes: string[]): Promise<string> {
    const pool = await insertPool(stack, { name, active: true, codes });
    await open(`${pool}/settings`);
    await linkPool(app, discount, codes.length);
    return pool;
  }

  /** Adds a code to the discount whose page in the store is open. */
  async function addInShop(code: string): Promise<void> {
    await page.getByLabel("New code").fill(code);
    await page.getByRole("button", { name: "Add code" }).click();
    await page.locator(`[data-code="${code}"]`).waitFor();
  }

  const compare = () => button("Check now").click();

  it("is found when it is compared, and repaired", async () => {
    await linkedPool("Spring", "Five off", codesNamed("LEAF", 5));
    await openInShop("Five off");
    await page.getByRole("button", { name: "Delete code LEAF-3" }).click();
    await page.locator('[data-code="LEAF-3"]').waitFor({ state: "detached" });
    await addInShop("SNEAKED-IN");
    await open("/app/check");
    await button("Check now").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await compare();
    await button("Upload again: LEAF-3").click();
    await app.getByTestId("repaired-upload").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    const kinds = app.getByRole("navigation", { name: "Kinds of differences" });
    await kinds.getByRole("link").nth(1).click();
    await button("Remove from store: SNEAKED-IN").click();
    await app.getByRole("dialog").getByRole("button", { name: "Remove from store" }).click();
    await app.getByTestId("repaired-remove").waitFor();
    // The discount had FIVER before the pool was linked to it.
    await button("Add to pool: FIVER").click();
    await app.getByTestId("repaired-import").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    // A check that began before the upload ended still misses the code.
    const repaired = async () => {
      await open("/app/check");
      await compare();
      await app.getByTestId("check-done").waitFor();
      const counts = ["LEAF-3", "SNEAKED-IN", "FIVER"].map((code) => cell(code).count());
      return (await Promise.all(counts)).every((count) => count === 0);
    };
    await expect.poll(repaired, { timeout: 120_000, interval: 1_000 }).toBe(true);
    expect(await seriousViolations(page)).toEqual([]);
  });

  it("is ignored when the merchant says so, until that is taken back", async () => {
    await linkedPool("Summer", "Five off", ["SUN-1"]);
    await openInShop("Five off");
    await addInShop("ON-PURPOSE");
    await open("/app/check");
    await compare();
    await button("Ignore: ON-PURPOSE").click();
    await app.getByTestId("repaired-ignore").waitFor();
    const ignored = () => app.getByRole("button", { name: /\(1\)$/ });
    await compare();
    await app.getByTestId("repaired-ignore").waitFor({ state: "detached" });
    await ignored().click();
    await button("Stop ignoring: ON-PURPOSE").waitFor();
    expect(await button("Ignore: ON-PURPOSE").count()).toBe(0);
    expect(await seriousViolations(page)).toEqual([]);
    await button("Stop ignoring: ON-PURPOSE").click();
    await ignored().waitFor({ state: "detached" });
    await compare();
    await button("Ignore: ON-PURPOSE").waitFor();
  });

  it("is shown as the app knew it, and since when, while the store does not answer", async () => {
    const pool = await linkedPool("Autumn", "Five off", ["RAIN-1"]);
    await stack.sql(
      "UPDATE discount SET read_at = read_at - interval '2 minutes' WHERE shop_id = $1",
      [stack.shopId],
    );
    const shop = `${stack.store}.myshopify.com`;
    const fault = { match: "graphql", kind: "5xx", shop };
    const { id } = await stack.control<{ id: string }>("POST", "faults", fault);
    await open(pool);
    await app.getByText("Five off").first().waitFor();
    await button("Refresh").waitFor();
    await open("/app/discounts");
    await app.getByRole("row").filter({ hasText: "Five off" }).waitFor();
    await app
      .getByRole("alert")
      .filter({ hasText: /\w{3} \d{1,2}, \d{4}/ })
      .waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await stack.control("DELETE", `faults/${id}`);
    await open(pool);
    await app.getByText("Five off").first().waitFor();
    await button("Refresh").waitFor({ state: "detached" });
  });

  it("shows on the pools of a discount that ended or was deleted", async () => {
    const pool = await linkedPool("Winter", "Welcome", ["SNOW-1"]);
    await openInShop("Welcome");
    await page.getByRole("button", { name: "Deactivate" }).click();
    await page.getByRole("button", { name: "Activate" }).waitFor();
    await untilPoolShows(pool, "discount-expired");
    await openInShop("Welcome");
    await page.getByRole("button", { name: "Delete discount" }).click();
    await page.getByRole("heading", { name: /^Discounts of/ }).waitFor();
    await untilPoolShows(pool, "discount-deleted");
    expect(await seriousViolations(page)).toEqual([]);
    await open("/app");
    await app
      .getByRole("row")
      .filter({ hasText: "Winter" })
      .getByTestId("discount-deleted")
      .waitFor();
  });

  /** The event of the store is worked in the background: a merchant would look again. */
  async function untilPoolShows(pool: string, message: string): Promise<void> {
    const look = async () => {
      await open(pool);
      await app.getByRole("heading", { name: "Winter" }).first().waitFor();
      return app.getByTestId(message).isVisible();
    };
    await expect.poll(look, { timeout: 120_000, interval: 500 }).toBe(true);
  }
});
