import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousViolations, violationsOnBothScreens } from "./harness/serious-violations";
import { codesNamed, insertPool } from "./insert-pool";
import { linkPool } from "./link-pool";
import { activatePool, type BrowserStack, openAdmin, openPath, openStack } from "./open-stack";
import { choice, fileField, invalidField, numbersIn } from "./parts-of-a-page";

describe("a merchant's campaign", () => {
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
  const check = () => app.getByRole("button", { name: "Review" }).click();

  async function choosePool(name: string): Promise<void> {
    await app.getByRole("combobox").fill(name.slice(0, 5).toLowerCase());
    await app.getByRole("option", { name: new RegExp(`^${name}`) }).click();
  }

  async function download(item: string): Promise<Record<string, string>[]> {
    await app.getByRole("button", { name: "Download result" }).click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      app.getByRole("menuitem", { name: item }).click(),
    ]);
    return parse(await readFile(await file.path()), { columns: true, bom: true });
  }

  it("asks for a name, a pool and a list, each in its place", async () => {
    await insertPool(stack, { name: "Asked for", active: true });
    await open("/app/campaigns/new");
    await check();
    await invalidField(app, "Name").waitFor();
    await app.getByLabel("Name").fill("Letter");
    await check();
    await invalidField(app, "Pool").waitFor();
    await choosePool("Asked for");
    await check();
    await app.getByRole("alert").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  it("tells how short the stock is, runs, assigns the rest once there are codes, and gives it out as a file", async () => {
    const pool = await insertPool(stack, { name: "Autumn", codes: codesNamed("FIRST", 200) });
    await open(`${pool}/settings`);
    await linkPool(app, "Welcome", 200);
    await activatePool(app);

    await open("/app/campaigns");
    await app.getByRole("button", { name: "New campaign" }).first().click();
    await app.getByLabel("Name").fill("Autumn letter");
    await choosePool("Autumn");
    await fileField(app).setInputFiles(listOf300Lines());
    await app.getByText("subscribers.csv").waitFor();
    await check();
    await app.getByTestId("draft-status").waitFor();
    const stock = await numbersIn(app.getByTestId("draft-status"));
    expect(stock).toEqual(expect.arrayContaining([98, 200, 298]));
    const figures = await numbersIn(app.getByTestId("campaign-figures"));
    expect(figures).toEqual([300, 298, 0, 298, 1, 1]);
    await app.getByRole("cell", { name: "no address" }).first().waitFor();
    expect(await app.getByLabel("Recipient column").inputValue()).toBe("1");
    expect(await violationsOnBothScreens(page)).toEqual([]);

    await app.getByRole("button", { name: "Start anyway" }).click();
    await app.getByTestId("campaign-done").waitFor();
    expect(await progress()).toEqual([300, 300, 200, 1, 99]);
    expect(await seriousViolations(page)).toEqual([]);
    const refused = await download("Skipped rows, CSV");
    expect(refused).toHaveLength(99);
    expect(refused.at(-1)).toMatchObject({
      email: "no address",
      code: "",
      status: "refused",
      line: "301",
    });
    const campaign = await openPath(page, /\/campaigns\/\d+$/);

    await open(`${pool}/import`);
    await app.getByRole("textbox").fill(codesNamed("SECOND", 100).join("\n"));
    await app.getByRole("button", { name: "Preview pasted codes" }).click();
    await app.getByRole("button", { name: "Start import" }).click();
    await app.getByTestId("import-done").waitFor();
    await open(campaign);
    await app.getByRole("button", { name: "Assign remaining" }).click();
    await expect.poll(progress, { timeout: 60_000 }).toEqual([300, 300, 298, 1, 1]);
    const all = await download("All rows, CSV");
    expect(all.map(({ email }) => email)).toEqual([
      ...Array.from({ length: 298 }, (_, n) => `person${n}@example.com`),
      "person7@example.com",
      "no address",
    ]);
    const given = all.slice(0, 298);
    expect(new Set(given.map(({ code }) => code)).size).toBe(298);
    expect(all[298]).toMatchObject({ code: given[7]?.["code"], status: "assigned" });
    expect(given[0]).toMatchObject({
      code: "FIRST-0",
      url: `https://${stack.store}.myshopify.com/discount/FIRST-0`,
      works_in_shop: "yes",
      line: "2",
    });
    await open("/app/activity");
    await app.getByTestId("campaign.resumed").filter({ hasText: "Autumn letter" }).waitFor();
  });

  it("is listed for the store and at its pool; what it assigned stays when it is deleted", async () => {
    const pool = await insertPool(stack, {
      name: "Spring",
      active: true,
      codes: codesNamed("LEAF", 2),
    });
    await open(`/app/campaigns/new?pool=${pool.split("/").at(-1)}`);
    await app.getByLabel("Name").fill("Spring letter");
    await app.getByLabel("Or paste recipients").fill("ada@example.com\nbob@example.com");
    await check();
    await app.getByRole("button", { name: /^Start/, disabled: false }).click();
    await app.getByTestId("campaign-done").waitFor();

    await open(`${pool}/campaigns`);
    await app.getByRole("link", { name: "Spring letter" }).waitFor();
    await open("/app/campaigns");
    await app.getByRole("link", { name: "Spring letter" }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await app.getByRole("link", { name: "Spring letter" }).click();
    await app.getByRole("button", { name: "Delete", exact: true }).click();
    await app.getByRole("dialog").filter({ hasText: /\b2\b/ }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await app.getByRole("button", { name: "Delete campaign" }).click();
    await page.waitForURL(/\/campaigns$/);
    await app.getByRole("link", { name: "Spring letter" }).waitFor({ state: "detached" });
    await open(`${pool}/assigned`);
    await app.getByRole("cell", { name: "campaign:Spring letter" }).first().waitFor();
  });

  it("of more people than a pool's short codes allow gets longer codes with one click", async () => {
    await open("/app");
    await app.getByRole("button", { name: "Create pool" }).first().click();
    const dialog = app.getByRole("dialog");
    await dialog.getByLabel("Pool name").fill("Short codes");
    await choice(dialog, "dynamic").check();
    await dialog.getByLabel("Discount", { exact: true }).click();
    await app.getByRole("option", { name: /Welcome/ }).click();
    await dialog.getByLabel("Random characters").fill("6");
    await dialog
      .getByRole("status")
      .filter({ hasText: /\b48\b/ })
      .waitFor();
    await dialog.getByLabel("Keep ready").fill("10");
    await dialog.getByLabel("Refill below").fill("5");
    await dialog.getByRole("button", { name: "Create pool" }).click();
    await app.getByRole("heading", { name: "Short codes" }).waitFor();
    await activatePool(app);
    await open("/app/campaigns/new");
    await app.getByLabel("Name").fill("To sixty");
    await choosePool("Short codes");
    const people = Array.from({ length: 60 }, (_, n) => `sixty${n}@example.com`).join("\n");
    await app.getByLabel("Or paste recipients").fill(people);
    await check();
    const short = app.getByTestId("draft-status").filter({ hasText: /\b12\b.*\b48\b.*\b60\b/ });
    await short.waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await app.getByRole("button", { name: "Use 7 characters" }).click();
    await short.waitFor({ state: "detached" });
    await app.getByTestId("draft-status").waitFor();
  });

  /** Done, of how many, assigned, repeated, skipped. */
  const progress = () => numbersIn(app.getByTestId("campaign-done"));

  function listOf300Lines() {
    const lines = [
      ...Array.from({ length: 298 }, (_, n) => `Person ${n};Person${n}@Example.com`),
      "Twice;person7@example.com",
      "Nobody;no address",
    ];
    return {
      name: "subscribers.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(`\uFEFFName;E-Mail\r\n${lines.join("\r\n")}\r\n`, "utf16le"),
    };
  }
});
