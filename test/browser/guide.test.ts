import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adminUrl } from "../../app/platform/shopify/admin-url";
import { seriousViolations } from "./harness/serious-violations";
import { type BrowserStack, openAdmin, openStack } from "./open-stack";
import { choice } from "./parts-of-a-page";

/** More pools than one answer to a search holds. */
const pools = 60;

describe("the guide to email tools, and what leads to it", () => {
  let stack: BrowserStack;
  let page: Page;
  let app: FrameLocator;

  beforeAll(async () => {
    stack = await openStack();
    page = stack.page;
    await stack.sql(
      `WITH made AS (
         INSERT INTO pool (shop_id, name, name_key, handle, type, active, created_at,
                           updated_at)
         SELECT shop.id, 'Pool ' || to_char(n, 'FM000'), 'pool ' || to_char(n, 'FM000'),
                'pool-' || n, 'static', true, now(), now()
           FROM shop, generate_series(1, $2) AS n
          WHERE shop.id = $1
         RETURNING shop_id, id)
       INSERT INTO pool_stock (shop_id, pool_id) SELECT shop_id, id FROM made`,
      [stack.shopId, pools],
    );
  });
  afterAll(() => stack?.stop());

  /** The link to the tool whose guide is open. */
  const guideTo = (tool: string) =>
    app.getByRole("link", { name: tool }).and(app.locator("[aria-current=page]"));
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const onPhone = async <T>(look: () => Promise<T>): Promise<T> => {
    await page.setViewportSize({ width: 390, height: 844 });
    const seen = await look();
    await page.setViewportSize({ width: 1280, height: 900 });
    return seen;
  };

  it("shows a tool for a pool under an address of its own", async () => {
    app = await openAdmin(stack, page, "/app/emails?pool=pool-2&tool=klaviyo");
    await guideTo("Klaviyo").waitFor();
    await app.getByRole("link", { name: "Braze" }).focus();
    await page.keyboard.press("Enter");
    await guideTo("Braze").waitFor();
    await page.waitForURL(/pool=pool-2&tool=braze/);
    await app.getByText("/api/v1/pools/pool-2/assignments").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    expect(await onPhone(() => seriousViolations(page))).toEqual([]);
  });

  it("opens another tool while the list of pools is still on its way", async () => {
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    // Whatever it takes to have it: the list itself, or first where it is to be had.
    await page.route(/\/app\/api-keys\/pools\.data|\/__manifest\?/, async (route) => {
      await arrived;
      await route.continue();
    });
    try {
      app = await openAdmin(stack, page, "/app/emails?pool=pool-2&tool=klaviyo");
      await app.getByRole("link", { name: "Braze" }).click();
      await guideTo("Braze").waitFor();
    } finally {
      arrive();
      await page.unrouteAll({ behavior: "wait" });
    }
    await app.getByRole("combobox", { name: "Pool" }).fill("003");
    await app.getByRole("option", { name: "Pool 003" }).waitFor();
    await page.keyboard.press("Escape");
  });

  it("copies a snippet whole, also where the browser forbids the newer way, and helps where it forbids both", async () => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    app = await openAdmin(stack, page, "/app/emails?pool=pool-2&tool=braze");
    await app.getByRole("button", { name: "Copy: Braze: Connected Content" }).click();
    await app.getByRole("button", { name: "Copied: Braze: Connected Content" }).waitFor();
    await app
      .getByRole("status")
      .filter({ hasText: "Braze: Connected Content" })
      .waitFor({ state: "attached" });
    const text = await app.getByRole("region", { name: "Braze: Connected Content" }).textContent();
    expect(await clipboard()).toBe(text);
    expect(text).toContain("/api/v1/pools/pool-2/assignments\n");

    const frame = page.frames().find((one) => one.parentFrame() === page.mainFrame());
    await frame?.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed"));
    });
    await app.getByRole("button", { name: "Copy: Braze: Message" }).click();
    await app.getByRole("button", { name: "Copied: Braze: Message" }).waitFor();
    expect(await clipboard()).toContain("{{coupon.code}}");
    await frame?.evaluate(() => {
      document.execCommand = () => false;
    });
    await app.getByRole("button", { name: "Copied: Braze: Message" }).click();
    await app.getByRole("button", { name: "Copy: Braze: Message" }).waitFor();
    const selected = () => frame?.evaluate(() => String(getSelection()));
    await expect.poll(selected).toContain("{{coupon.code}}");
  });

  it("leads to a key for this pool alone", async () => {
    app = await openAdmin(stack, page, "/app/emails?pool=pool-2&tool=braze");
    await app.getByRole("link", { name: "Create a key for this pool" }).click();
    const dialog = app.getByRole("dialog");
    expect(await choice(dialog, "some").isChecked()).toBe(true);
    expect(await dialog.getByLabel("Name").inputValue()).toBe("Braze");
    await dialog.getByRole("button", { name: "Create key" }).click();
    await dialog.getByRole("button", { name: "Done" }).click();
    await app.getByRole("cell", { name: "pool-2", exact: true }).waitFor();
    await page.waitForURL(/\/app\/api-keys$/);
    const keys = await stack.sql<{ scopes: string; pools: string[] }>(
      `SELECT scopes::text, ARRAY(SELECT handle FROM pool WHERE id = ANY(api_key.pools)) AS pools
         FROM api_key WHERE shop_id = $1 AND name = 'Braze'`,
      [stack.shopId],
    );
    expect(keys).toEqual([{ scopes: "{assign}", pools: ["pool-2"] }]);
  });

  it("leaves the list of keys to the keyboard when all of them are revoked, on a phone", async () => {
    await stack.sql(
      `INSERT INTO api_key (shop_id, name, scopes, requests_per_minute, hash, created_by, created_at)
       VALUES ($1, 'A tool that was replaced by another', '{assign}', 60, sha256('replaced'), 'Ada',
               now())`,
      [stack.shopId],
    );
    await stack.sql("UPDATE api_key SET revoked_at = now() WHERE shop_id = $1", [stack.shopId]);
    await onPhone(async () => {
      app = await openAdmin(stack, page, "/app/api-keys");
      await app.getByTestId("key-revoked").first().waitFor();
      expect(await seriousViolations(page)).toEqual([]);
      const table = app.getByRole("region", { name: "API keys" });
      await table.focus();
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => table.evaluate((box) => box.scrollLeft)).toBeGreaterThan(0);
    });
  });

  it("finds every pool by name, in the guide and in the API reference", async () => {
    app = await openAdmin(stack, page, "/app/api-reference?pool=pool-59");
    expect(await app.getByRole("combobox", { name: "Examples for the pool" }).inputValue()).toBe(
      "Pool 059",
    );
    await app.getByRole("combobox", { name: "Examples for the pool" }).fill("ool 060");
    await app.getByRole("option", { name: "Pool 060" }).click();
    await app.getByText("/api/v1/pools/pool-60/assignments/batch").first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await app.getByRole("link", { name: "copy the snippet for your tool" }).click();
    const pool = app.getByRole("combobox", { name: "Pool", exact: true });
    await pool.fill("nothing like it");
    await app.getByRole("option").first().waitFor({ state: "detached" });
    await pool.fill("017");
    await app.getByRole("option", { name: "Pool 017" }).click();
    await page.waitForURL(/pool=pool-17/);
  });

  it("is a tab of the pool, and leads to a campaign for it", async () => {
    const marked = () =>
      app.getByRole("navigation", { name: "Pool sections" }).locator("[aria-current=page]");
    const [pool] = await stack.sql<{ id: number }>(
      "SELECT id FROM pool WHERE shop_id = $1 AND handle = 'pool-2'",
      [stack.shopId],
    );
    app = await openAdmin(stack, page, `/app/pools/${pool?.id}`);
    await marked().first().waitFor();
    expect(await marked().allInnerTexts()).toEqual(["Active codes"]);
    await app.getByRole("link", { name: "Use in emails" }).click();
    await guideTo("Klaviyo").waitFor();
    expect(await marked().allInnerTexts()).toEqual(["Use in emails"]);
    await app.getByRole("link", { name: "Start a campaign for this pool" }).click();
    await page.waitForURL(new RegExp(`/app/campaigns/new\\?pool=${pool?.id}$`));
  });

  it("is reached from a pool's menu", async () => {
    app = await openAdmin(stack, page);
    await app.getByRole("button", { name: "Actions for Pool 001" }).click();
    await app.getByRole("menuitem", { name: "Use in emails" }).click();
    await guideTo("Klaviyo").waitFor();
  });

  it("is found by the links in mails, which lead into the local admin", async () => {
    const admin = stack.env["SHOPIFY_ADMIN_URL"];
    const app = { apiKey: stack.env["SHOPIFY_API_KEY"] ?? "", admin };
    await page.goto(adminUrl(`${stack.store}.myshopify.com`, "/app/emails?tool=hubspot", app));
    const frame = page.frameLocator("iframe").first();
    await frame
      .getByRole("link", { name: "HubSpot" })
      .and(frame.locator("[aria-current]"))
      .waitFor();
    expect(new URL(page.url()).origin).toBe(stack.url);
  });
});
