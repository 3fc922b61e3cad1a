import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readXlsxRows } from "../../app/files/parse/workbook/xlsx-rows.server";
import { expectOk } from "../factories/import-file";
import { bytesOf } from "../factories/zip-of";
import { seriousViolations } from "./harness/serious-violations";
import { activatePool, type BrowserStack, createPool, openAdmin, openStack } from "./open-stack";

describe("codes and recipients of a pool", () => {
  let stack: BrowserStack;
  let page: Page;
  let app: FrameLocator;
  let poolPath: string;

  beforeAll(async () => {
    stack = await openStack();
    page = stack.page;
    app = await openAdmin(stack, page);
    poolPath = await createPool(stack, app, "Winter");
    await activatePool(app);
  });
  afterAll(() => stack?.stop());

  const open = async (path: string) => {
    app = await openAdmin(stack, page, path);
  };
  const inDialog = (button: string) =>
    app.getByRole("dialog").getByRole("button", { name: button, exact: true });
  const cell = (name: string) => app.getByRole("cell", { name, exact: true });
  const blockedBadge = () => app.getByText("Blocked", { exact: true });

  async function assign(recipient: string): Promise<void> {
    await app.getByRole("button", { name: "Assign code" }).click();
    await app.getByLabel("Recipient").fill(recipient);
    await inDialog("Assign").click();
  }

  async function closeDialog(): Promise<void> {
    await app
      .getByRole("dialog")
      .getByRole("button", { name: "Close", exact: true })
      .last()
      .click();
    await app.getByRole("dialog").waitFor({ state: "detached" });
  }

  it("blocks a recipient from the history, after saying what that does", async () => {
    await open(`${poolPath}/import`);
    await app.getByLabel("Or paste one code per line").fill("ICE-1\nICE-2\nICE-3");
    await app.getByRole("button", { name: "Preview pasted codes" }).click();
    await app.getByRole("button", { name: "Start import" }).click();
    await app.getByRole("heading", { name: "Finished" }).waitFor();
    await open(`${poolPath}/assigned`);
    await assign("eve@example.com");
    await app.getByText("ICE-1 was assigned to eve@example.com.").waitFor();
    await closeDialog();
    await app.getByRole("button", { name: "Actions for ICE-1 of eve@example.com" }).click();
    await app.getByRole("menuitem", { name: "Block recipient" }).click();
    await app.getByText("Codes that they have already keep working").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await inDialog("Block recipient").click();
    await app.getByText("eve@example.com is blocked and won’t receive more codes.").waitFor();
    await blockedBadge().waitFor();
    await assign("Eve@Example.com");
    await app.getByText("This recipient is blocked.").waitFor();
    await closeDialog();
  });

  it("blocks somebody who never got a code, where they are searched", async () => {
    await app.getByRole("textbox", { name: "Search assigned codes" }).fill("mal@example.com");
    await app.getByText("No codes from this pool for mal@example.com").waitFor();
    await app.getByRole("button", { name: "Block recipient" }).click();
    await inDialog("Block recipient").click();
    await app.getByText("They’re blocked and won’t receive codes.").waitFor();
    await app.getByRole("link", { name: "blocked recipients" }).click();
    await cell("mal@example.com").waitFor();
    await cell("eve@example.com").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  it("blocks by address, finds and unblocks, and tells the activity who it was", async () => {
    await app.getByRole("button", { name: "Block a recipient" }).click();
    await app.getByLabel("Recipient", { exact: true }).fill("trudy@");
    await inDialog("Block recipient").click();
    await app.getByText("This isn’t an email address or a customer ID.").waitFor();
    await app.getByLabel("Recipient", { exact: true }).fill("Trudy@example.com");
    await inDialog("Block recipient").click();
    await cell("trudy@example.com").waitFor();
    await app.getByRole("textbox", { name: "Search blocked recipients" }).fill("EVE@example.com");
    await cell("trudy@example.com").waitFor({ state: "detached" });
    await app.getByRole("button", { name: "Unblock eve@example.com" }).click();
    await inDialog("Unblock recipient").click();
    await app.getByText("eve@example.com can receive codes again.").waitFor();
    await app.getByText("“EVE@example.com” isn’t blocked").waitFor();
    await open("/app/activity");
    await app.getByText(/unblocked eve@example.com/).waitFor();
    for (const name of ["eve", "mal", "trudy"]) {
      await app.getByText(` blocked ${name}@example.com`).waitFor();
    }
    await open(`${poolPath}/assigned`);
    await assign("eve@example.com");
    await app.getByText("eve@example.com already has ICE-1. No new code was assigned.").waitFor();
    await closeDialog();
    expect(await blockedBadge().count()).toBe(0);
  });

  it("gives the history out as CSV and as a workbook", async () => {
    await assign("=mallory@example.com");
    await app.getByText("ICE-2 was assigned to =mallory@example.com.").waitFor();
    await closeDialog();
    const csv = parse(await exported("Export CSV"), { columns: true, bom: true });
    expect(csv).toMatchObject([
      { Code: "ICE-2", Recipient: "'=mallory@example.com", Source: "manual", State: "assigned" },
      { Code: "ICE-1", Recipient: "eve@example.com", Source: "manual", State: "assigned" },
    ]);
    const rows: string[][] = [];
    for await (const block of readXlsxRows(bytesOf(await exported("Export Excel")))) {
      rows.push(...expectOk(block).rows.map(({ cells }) => cells));
    }
    expect(rows.map((cells) => cells.slice(0, 3))).toEqual([
      ["Code", "Recipient", "Source"],
      ["ICE-2", "=mallory@example.com", "manual"],
      ["ICE-1", "eve@example.com", "manual"],
    ]);
  });

  it("voids the codes that are chosen, and says before what that means", async () => {
    await open(poolPath);
    await app.getByLabel("Code", { exact: true }).fill("ICE-4");
    await app.getByRole("button", { name: "Add", exact: true }).click();
    await cell("ICE-4").waitFor();
    await app.getByRole("checkbox", { name: "Select ICE-3" }).click();
    await app.getByRole("button", { name: "Void 1 code" }).click();
    await app.getByText("Void codes can't be assigned or imported again.").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await inDialog("Cancel").click();
    await app.getByRole("button", { name: "Void 1 code" }).click();
    await inDialog("Void").click();
    await cell("ICE-3").waitFor({ state: "detached" });
    await cell("ICE-4").waitFor();
    await open("/app/explain?code=ICE-3");
    await app.getByText("Void", { exact: true }).waitFor();
  });

  async function exported(item: string): Promise<Buffer> {
    await app.getByRole("button", { name: "Export", exact: true }).click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      app.getByRole("menuitem", { name: item }).click(),
    ]);
    return readFile(await file.path());
  }
});
