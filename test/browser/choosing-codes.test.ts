import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { seriousViolations } from "./harness/serious-violations";
import { insertPool } from "./insert-pool";
import { type BrowserStack, openAdmin, openStack, untilHydrated } from "./open-stack";

describe("choosing codes of a pool", () => {
  let stack: BrowserStack;
  let page: Page;
  let app: FrameLocator;
  let poolPath: string;

  beforeAll(async () => {
    stack = await openStack();
    page = stack.page;
    const codes = Array.from({ length: 60 }, (_, n) => `LEAF-${String(n).padStart(2, "0")}`);
    poolPath = await insertPool(stack, { name: "Autumn", codes });
  });
  beforeEach(async () => {
    app = await openAdmin(stack, page, poolPath);
  });
  afterAll(() => stack?.stop());

  const button = (name: string | RegExp) => app.getByRole("button", { name });
  const choose = (name: string) => app.getByRole("checkbox", { name }).click();
  const chosen = () => app.locator('input[type="checkbox"]:checked').count();

  it("ends with the change: a toast tells how many were changed, and none is chosen any longer", async () => {
    await choose("Select LEAF-00");
    await choose("Select LEAF-01");
    await button("Edit 2 codes").click();
    const dialog = app.getByRole("dialog");
    await dialog.getByRole("checkbox", { name: "Change message" }).click();
    await dialog.getByRole("textbox", { name: "Message" }).fill("Rake it in");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("status").filter({ hasText: /\b2\b/ }).waitFor();
    await dialog.waitFor({ state: "detached" });
    await app.getByRole("cell", { name: "Rake it in" }).nth(1).waitFor();
    expect(await chosen()).toBe(0);
    expect(await button(/^(Edit|Void) /).count()).toBe(0);
  });

  it("keeps “all” to the search it was said of", async () => {
    await choose("Select all on this page");
    await button("Select all 60 codes").click();
    await button("Void all 60 codes").waitFor();
    await search("LEAF-1");
    await app.getByRole("cell", { name: "LEAF-20", exact: true }).waitFor({ state: "detached" });
    await app.getByRole("cell", { name: "LEAF-10", exact: true }).waitFor();
    expect(await button(/^Void all/).count()).toBe(0);
  });

  it("shows that a change is under way, says when it has not moved for minutes, and stops it", async () => {
    await standingStill();
    await page.reload();
    await untilHydrated(page);
    await app
      .getByTestId("code-change")
      .filter({ hasText: /\b12\b/ })
      .waitFor();
    await app.getByTestId("in-trouble").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await button("Stop").click();
    await app.getByTestId("code-change").waitFor({ state: "detached" });
  });

  async function search(text: string): Promise<void> {
    await app.getByRole("textbox", { name: "Search coupons" }).fill(text);
  }

  /** A change that last moved three minutes ago and whose next try is due tomorrow. */
  async function standingStill(): Promise<void> {
    await stack.sql(
      `WITH change AS (
         INSERT INTO code_change (shop_id, pool_id, state, edit, position, through, changed,
                                  created_by, created_at, last_progress_at)
         VALUES ($1, $2, 'running', '{"message": "Late"}', 0, 1000000000, 12, 'a merchant',
                 now() - interval '5 minutes', now() - interval '3 minutes')
         RETURNING id)
       SELECT graphile_worker.add_job('change-codes', json_build_object('shopId', $1::int, 'id', id),
                job_key := format('change-codes:%s:%s', $1::int, id), run_at := now() + interval '1 day')
         FROM change`,
      [stack.shopId, Number(poolPath.split("/").at(-1))],
    );
  }
});
