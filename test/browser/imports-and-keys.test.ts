import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { seriousViolations } from "./harness/serious-violations";
import { insertPool } from "./insert-pool";
import { type BrowserStack, openAdmin, openStack } from "./open-stack";
import { fileField, invalidField, numbersIn } from "./parts-of-a-page";

describe("imports, keys and who is told of alerts", () => {
  let stack: BrowserStack;
  let page: Page;
  let app: FrameLocator;
  let poolPath: string;

  beforeAll(async () => {
    stack = await openStack();
    page = stack.page;
    poolPath = await insertPool(stack, { name: "Winter" });
  });
  afterAll(() => stack?.stop());

  const open = async (path: string) => {
    app = await openAdmin(stack, page, path);
  };
  const inDialog = (button: string) =>
    app.getByRole("dialog").getByRole("button", { name: button, exact: true });
  const noDialog = () => app.getByRole("dialog").waitFor({ state: "detached" });
  /** What the API answers to the key: 200 or 401. */
  const statusOf = async (key: string): Promise<number> => {
    const url = `${stack.env["APP_URL"]}/api/v1/pools`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
    await response.arrayBuffer();
    return response.status;
  };

  /** The text of a key in the dialog that shows it once; closes that dialog. */
  async function takeKey(): Promise<string> {
    const text = await app.getByRole("textbox", { name: "API key" }).inputValue();
    await inDialog("Done").click();
    await noDialog();
    return text;
  }

  it("imports a workbook, gives out what was wrong with its rows, and undoes that after a question", async () => {
    const file = await writeXlsxFile([
      [{ value: "Coupon code" }, { value: "Message" }],
      [{ value: "SNOW-1" }, { value: "Hello" }],
      [{ value: "SNOW-2" }, null],
      [{ value: "snow-1" }, null],
    ]).toBuffer();
    await open(`${poolPath}/import`);
    await fileField(app).setInputFiles({
      name: "codes.xlsx",
      mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      buffer: file,
    });
    await app.getByRole("cell", { name: "SNOW-2" }).waitFor();
    await app.getByRole("button", { name: "Start import" }).click();
    await app.getByTestId("import-done").waitFor();
    const [read, added, twice] = await numbersIn(app.getByTestId("import-result"));
    expect({ read, added, twice }).toEqual({ read: 3, added: 2, twice: 1 });
    const [report] = await Promise.all([
      page.waitForEvent("download"),
      app.getByRole("button", { name: "Download report" }).click(),
    ]);
    const rows = parse(await readFile(await report.path()), { columns: true, bom: true });
    expect(rows).toMatchObject([{ line: "4", code: "snow-1" }]);

    await app.getByRole("button", { name: "Undo this import" }).click();
    await app.getByRole("dialog").filter({ hasText: /\b2\b/ }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await inDialog("Undo import").click();
    await app.getByTestId("import-undone").waitFor();
    await app.getByRole("button", { name: "View pool" }).click();
    await app.getByTestId("codes-empty-state").waitFor();
  });

  const choose = async (name: string, text: string) => {
    await open(`${poolPath}/import`);
    const file = { name, mimeType: "text/csv", buffer: Buffer.from(text) };
    await fileField(app).setInputFiles(file);
    await app.getByRole("button", { name: "Start import" }).waitFor();
  };

  it("asks before it imports what may be no codes", async () => {
    await choose("people.csv", "Ada\nBen\nCem\nDora\n");
    const start = app.getByRole("button", { name: "Start import" });
    await app
      .getByRole("alert")
      .filter({ has: app.getByRole("checkbox") })
      .waitFor();
    expect(await start.isDisabled()).toBe(true);
    expect(await seriousViolations(page)).toEqual([]);
    await app.getByRole("checkbox").click();
    await app.getByRole("button", { name: "Start import", disabled: false }).waitFor();
    await app.getByRole("button", { name: "Choose another file" }).click();
    await fileField(app).waitFor({ state: "attached" });
  });

  it("shows how it reads a file of many columns, also on a phone", async () => {
    const row = "SNOW-9,Enjoy your gift,06/07/2027,0,Active,10";
    await choose(
      "export.csv",
      `Winter codes\nCode,Message,Expires,Times used,Status,Value\nSNOW-8,Hello,31/31/2027,0,Active,10\n${row}\n`,
    );
    await app.getByRole("cell", { name: "Jul 6, 2027" }).waitFor();
    await app.getByLabel("Date format").selectOption("false");
    await app.getByRole("cell", { name: "Jun 7, 2027" }).waitFor();
    // The rows are there before the page has read everything again: until then its fields are off.
    await app.getByRole("combobox", { name: "Date format", disabled: false }).waitFor();
    const desktop = page.viewportSize() ?? { width: 1280, height: 800 };
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 });
      const heights = await app
        .getByRole("row")
        .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
      expect(Math.max(...heights)).toBeLessThan(120);
      expect(await seriousViolations(page)).toEqual([]);
    }
    await page.setViewportSize(desktop);
    await app.getByLabel("Column names").selectOption("none");
    await app.getByLabel("Column 2").waitFor();
  });

  it("gives a key another secret, and ends it", async () => {
    await open("/app/api-keys");
    await app.getByRole("button", { name: "Create key" }).first().click();
    await app.getByLabel("Name").fill("Newsletter tool");
    await app.getByRole("checkbox", { name: "Read" }).click();
    await inDialog("Create key").click();
    const first = await takeKey();
    expect(await statusOf(first)).toBe(200);
    await app.getByRole("button", { name: "Rotate Newsletter tool" }).click();
    await inDialog("Rotate key").click();
    const second = await takeKey();
    expect(second).not.toBe(first);
    // The old secret works for another day.
    expect([await statusOf(first), await statusOf(second)]).toEqual([200, 200]);
    await app.getByTestId("old-secret").waitFor();
    await app.getByRole("button", { name: "Rotate Newsletter tool" }).click();
    await app.getByLabel("Keep the current secret active for").selectOption("0");
    await inDialog("Rotate key").click();
    const third = await takeKey();
    expect([await statusOf(first), await statusOf(second), await statusOf(third)]).toEqual([
      401, 401, 200,
    ]);
    await app.getByRole("button", { name: "Revoke Newsletter tool" }).click();
    await inDialog("Revoke key").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await inDialog("Revoke key").click();
    await app.getByTestId("key-revoked").waitFor();
    expect(await statusOf(third)).toBe(401);
    await app
      .getByRole("button", { name: "Revoke Newsletter tool" })
      .waitFor({ state: "detached" });
  });

  it("changes who is told of alerts", async () => {
    await open("/app");
    const edit = app.getByRole("button", { name: "Edit alert recipients" });
    const address = app.getByLabel("Add an email address");
    await edit.click();
    await address.fill("nobody@");
    await inDialog("Add").click();
    await invalidField(app.getByRole("dialog"), "Add an email address").waitFor();
    await address.fill("ada@example.com");
    await inDialog("Add").click();
    await inDialog("Remove ada@example.com").waitFor();
    // Typed and not added: saving means it, too.
    await address.fill("bob@example.com");
    expect(await seriousViolations(page)).toEqual([]);
    await inDialog("Save").click();
    await noDialog();
    const recipients = app.getByRole("listitem").filter({ hasText: "@example.com" });
    await recipients.nth(1).waitFor();
    expect(await recipients.allTextContents()).toEqual(["ada@example.com", "bob@example.com"]);
    await edit.click();
    await inDialog("Remove ada@example.com").click();
    await inDialog("Save").click();
    await noDialog();
    expect(await recipients.allTextContents()).toEqual(["bob@example.com"]);
    await open("/app/activity");
    await app
      .getByTestId("alerts.recipients-changed")
      .filter({ hasText: /\b1\b.*\b1\b/ })
      .waitFor();
  });
});
