import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousViolations } from "./harness/serious-violations";
import { codesNamed, insertPool } from "./insert-pool";
import { linkPool } from "./link-pool";
import { type BrowserStack, openAdmin, openStack } from "./open-stack";

describe("a signed-in shopper's own code", () => {
  let stack: BrowserStack;
  let page: Page;
  let code: string;

  beforeAll(async () => {
    stack = await openStack();
    page = stack.page;
    const codes = codesNamed("MINE", 2);
    const pool = await insertPool(stack, { name: "Own codes", active: true, codes });
    const app = await openAdmin(stack, page, `${pool}/settings`);
    await linkPool(app, "Five off", codes.length);
    const customer = await control<{ id: string }>("customers", {
      email: "shopper@mail.example",
      firstName: "Ada",
    });
    await app.getByRole("link", { name: "Assigned history" }).click();
    code = await assignTo(app, customer.id);
    await visit("/account");
    await page.getByLabel("Customer").selectOption(customer.id);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    await visit("/products/stoneware-mug");
    await page.getByLabel("Quantity").fill("3");
    await page.getByRole("button", { name: "Add to cart", exact: true }).click();
  });
  afterAll(() => stack?.stop());

  it("is in the cart's block, and one click brings it to the checkout", async () => {
    await control("blocks", { block: "theme-codes/coupon-codes", on: true });
    await visit("/cart");
    const apply = page.locator("coupon-codes").getByRole("link", { name: `Apply ${code}` });
    await apply.waitFor();
    // The cart loads again with the code, whether by a script or by the link.
    await Promise.all([page.waitForEvent("load"), apply.click()]);
    await visit("/checkout");
    await untilApplied();
    await page.getByRole("button", { name: `Remove ${code}` }).click();
    await page.locator(`[data-code="${code}"]`).waitFor({ state: "detached" });
  });

  it("is beside the order summary at checkout in a store on Plus, and applied there it is used", async () => {
    await control("plan", { plan: "Plus" });
    const target = "purchase.checkout.reductions.render-after";
    await control("blocks", { block: `checkout-codes/${target}`, on: true });
    await visit("/checkout");
    const codes = page.frameLocator('iframe[data-extension="checkout-codes"]');
    const apply = codes.getByRole("button", { name: new RegExp(code) });
    await apply.waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await apply.click();
    await untilApplied();
    await apply.waitFor({ state: "detached" });
    await page.getByRole("button", { name: /^Pay / }).click();
    await page.locator('[data-order="#1001"]').waitFor();
  });

  const visit = (path: string) => page.goto(`${stack.url}/store/${stack.store}${path}`);

  const untilApplied = () => page.locator(`[data-code="${code}"][data-state="applied"]`).waitFor();

  const control = <Answer>(path: string, body: object) =>
    stack.control<Answer>("POST", `shops/${stack.store}.myshopify.com/${path}`, body);

  async function assignTo(app: FrameLocator, recipient: string): Promise<string> {
    await app.getByRole("button", { name: "Assign code" }).click();
    const dialog = app.getByRole("dialog");
    await dialog.getByLabel("Recipient").fill(recipient);
    await dialog.getByRole("button", { name: "Assign", exact: true }).click();
    const row = app.getByRole("row").filter({ hasText: recipient });
    await row.first().waitFor();
    return (
      (await row
        .getByRole("link", { name: /^MINE-/ })
        .first()
        .textContent()) ?? ""
    );
  }
});
