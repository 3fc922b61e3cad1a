import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousViolations } from "./harness/serious-violations";
import {
  activatePool,
  type BrowserStack,
  createPool,
  openAdmin,
  openPath,
  openStack,
} from "./open-stack";

describe("a merchant's campaign", () => {
  let stack: BrowserStack;
  let page: Page;
  let app: FrameLocator;
  let poolPath: string;
  const lines = [
    ...Array.from({ length: 298 }, (_, n) => `Person ${n};Person${n}@Example.com`),
    "Twice;person7@example.com",
    "Nobody;no address",
  ];
  const file = {
    name: "subscribers.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`\uFEFFName;E-Mail\r\n${lines.join("\r\n")}\r\n`, "utf16le"),
  };

  beforeAll(async () => {
    stack = await openStack();
    page = stack.page;
    app = await openAdmin(stack, page);
    poolPath = await createPool(stack, app, "Autumn");
    await linkTo("Welcome");
    await importCodes("FIRST", 200);
    app = await openAdmin(stack, page, poolPath);
    await isLive("200");
    await activatePool(app);
  });
  afterAll(() => stack?.stop());

  async function importCodes(prefix: string, count: number): Promise<void> {
    app = await openAdmin(stack, page, `${poolPath}/import`);
    const codes = Array.from({ length: count }, (_, n) => `${prefix}-${n}`).join("\n");
    await app.getByLabel("Or paste one code per line").fill(codes);
    await app.getByRole("button", { name: "Preview pasted codes" }).click();
    await app.getByRole("button", { name: "Start import" }).click();
    await app.getByRole("heading", { name: "Finished" }).waitFor();
  }

  /** Has the app add the pool's codes to a discount of the store. */
  async function linkTo(discount: string): Promise<void> {
    await app.getByRole("link", { name: "Settings" }).click();
    await app.getByRole("button", { name: "Link to a discount" }).click();
    const dialog = app.getByRole("dialog");
    await dialog.getByLabel("Discount", { exact: true }).fill(discount);
    await app.getByRole("option", { name: new RegExp(discount) }).click();
    await dialog.getByText("Each code can be used by any number of customers").waitFor();
    await dialog.getByRole("button", { name: "Link pool" }).click();
    await dialog.waitFor({ state: "detached" });
  }

  /** Waits until the pool whose page is open says that so many codes work in the store. */
  const isLive = (codes: string) =>
    app.getByText("Live", { exact: true }).first().locator("..").getByText(codes).waitFor();

  async function download(item: string): Promise<Record<string, string>[]> {
    await app.getByRole("button", { name: "Download result" }).click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      app.getByRole("menuitem", { name: item }).click(),
    ]);
    return parse(await readFile(await file.path()), { columns: true, bom: true });
  }

  it("begins with an empty page that says what to do", async () => {
    app = await openAdmin(stack, page, "/app/campaigns");
    await app.getByText("No campaigns yet").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await app.getByRole("button", { name: "New campaign" }).first().click();
  });

  it("asks for a name, a pool and a list, each in its place", async () => {
    const check = app.getByRole("button", { name: "Review" });
    await check.click();
    await app.getByText("Enter a name.").waitFor();
    await app.getByLabel("Name").fill("Autumn letter");
    await check.click();
    await app.getByText("Choose a pool.").waitFor();
    await app.getByRole("combobox").fill("autu");
    await app.getByRole("option", { name: /^Autumn/ }).click();
    await check.click();
    await app.getByText("Choose a file, or paste at least one recipient.").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await app.locator('input[type="file"]').setInputFiles(file);
    await app.getByText("subscribers.csv").waitFor();
    await check.click();
  });

  it("says beforehand by how much the stock is short", async () => {
    await app.getByText("98 more codes needed: 200 available for 298 recipients").waitFor();
    await app.getByText("98 would get no code.").waitFor();
    await app.getByText("1 row repeats a recipient.").waitFor();
    await app.getByText("no address").first().waitFor();
    expect(await app.getByLabel("Recipient column").inputValue()).toBe("1");
    expect(await seriousViolations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await seriousViolations(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it("runs to its end and shows who got none", async () => {
    await app.getByRole("button", { name: "Start anyway" }).click();
    await app.getByText("Finished").waitFor();
    await app
      .getByText("300 of 300 rows done: 200 codes assigned, 1 repeated row, 99 skipped.")
      .waitFor();
    await app.getByText("98 recipients didn’t get a code").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    const refused = await download("Skipped rows, CSV");
    expect(refused).toHaveLength(99);
    expect(refused.at(-1)).toMatchObject({
      email: "no address",
      code: "",
      status: "refused",
      reason: "This isn’t an email address or a customer ID.",
      line: "301",
    });
  });

  it("assigns the rest once there are codes, and gives all of it out as a file", async () => {
    const campaign = await openPath(page, /\/campaigns\/\d+$/);
    await importCodes("SECOND", 100);
    app = await openAdmin(stack, page, campaign);
    await app.getByRole("button", { name: "Assign remaining" }).click();
    await app
      .getByText("300 of 300 rows done: 298 codes assigned, 1 repeated row, 1 skipped.")
      .waitFor();
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
  });

  it("is listed, for the shop and at its pool, and stands in the activity", async () => {
    app = await openAdmin(stack, page, "/app/campaigns");
    await app.getByRole("link", { name: "Autumn letter" }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    app = await openAdmin(stack, page, `${poolPath}/campaigns`);
    await app.getByRole("link", { name: "Autumn letter" }).waitFor();
    app = await openAdmin(stack, page, "/app/activity");
    await app.getByText(/resumed the campaign “Autumn letter”/).waitFor();
  });

  it("is deleted after a question, and what it assigned stays in the history", async () => {
    app = await openAdmin(stack, page, "/app/campaigns");
    await app.getByRole("link", { name: "Autumn letter" }).click();
    await app.getByRole("button", { name: "Delete", exact: true }).click();
    await app.getByText("Its 298 assigned codes stay assigned").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await app.getByRole("button", { name: "Delete campaign" }).click();
    await app.getByText("No campaigns yet").waitFor();
    app = await openAdmin(stack, page, `${poolPath}/assigned`);
    await app.getByRole("cell", { name: "campaign:Autumn letter" }).first().waitFor();
    app = await openAdmin(stack, page, "/app/activity");
    await app.getByText(/deleted the campaign “Autumn letter”: 298 codes/).waitFor();
  });

  it("of more people than a pool's short codes allow gets longer codes with one click", async () => {
    app = await openAdmin(stack, page);
    await app.getByRole("button", { name: "Create pool" }).first().click();
    const dialog = app.getByRole("dialog");
    await dialog.getByLabel("Pool name").fill("Short codes");
    await dialog.getByText("Dynamic", { exact: true }).click();
    await dialog.getByLabel("Discount", { exact: true }).fill("Welcome");
    await app.getByRole("option", { name: /Welcome/ }).click();
    await dialog.getByLabel("Random characters").fill("6");
    await dialog.getByText("up to 48 can work at a time").waitFor();
    await dialog.getByLabel("Keep ready").fill("10");
    await dialog.getByLabel("Refill below").fill("5");
    await dialog.getByRole("button", { name: "Create pool" }).click();
    await app.getByRole("heading", { name: "Short codes" }).waitFor();
    await activatePool(app);
    app = await openAdmin(stack, page, "/app/campaigns/new");
    await app.getByLabel("Name").fill("To sixty");
    await app.getByRole("combobox").fill("short");
    await app.getByRole("option", { name: /^Short codes/ }).click();
    const people = Array.from({ length: 60 }, (_, n) => `sixty${n}@example.com`).join("\n");
    await app.getByLabel("Or paste recipients").fill(people);
    await app.getByRole("button", { name: "Review" }).click();
    await app.getByText("12 more codes needed: 48 available for 60 recipients").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await app.getByRole("button", { name: "Use 7 characters" }).click();
    await app.getByText("12 more codes needed").waitFor({ state: "detached" });
    // What is left to say is said then.
    await app.getByText("Customers can share these codes").waitFor();
  });
});
