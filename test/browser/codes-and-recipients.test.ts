import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readXlsxRows } from "../../app/files/parse/workbook/xlsx-rows.server";
import { expectOk } from "../factories/import-file";
import { bytesOf } from "../factories/zip-of";
import { seriousViolations } from "./harness/serious-violations";
import { insertPool } from "./insert-pool";
import { type BrowserStack, openAdmin, openStack } from "./open-stack";
import { invalidField } from "./parts-of-a-page";

describe("codes and recipients of a pool", () => {
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
  const dialog = () => app.getByRole("dialog");
  const inDialog = (name: string) => dialog().getByRole("button", { name, exact: true });
  const button = (name: string) => app.getByRole("button", { name, exact: true });
  const cell = (name: string) => app.getByRole("cell", { name, exact: true });
  const blockedBadge = () => app.getByTestId("blocked-badge");
  const activity = (action: string, recipient: string) =>
    app.getByTestId(action).filter({ hasText: recipient });

  async function assign(recipient: string): Promise<void> {
    await button("Assign code").click();
    await app.getByLabel("Recipient").fill(recipient);
    await inDialog("Assign").click();
  }

  async function closeDialog(): Promise<void> {
    await inDialog("Close").last().click();
    await dialog().waitFor({ state: "detached" });
  }

  it("blocks a recipient from the history, after saying what that does", async () => {
    const pool = await insertPool(stack, { name: "Winter", active: true, codes: ["ICE-1"] });
    await open(`${pool}/assigned`);
    await assign("eve@example.com");
    await dialog().getByTestId("assignment-new").filter({ hasText: "ICE-1" }).waitFor();
    await closeDialog();
    await app.getByRole("button", { name: /ICE-1.*eve@example.com/ }).click();
    await app.getByRole("menuitem", { name: "Block recipient" }).click();
    await inDialog("Block recipient").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await inDialog("Block recipient").click();
    await app.getByTestId("block-result").filter({ hasText: "eve@example.com" }).waitFor();
    await blockedBadge().waitFor();
    await assign("Eve@Example.com");
    await dialog().getByRole("alert").waitFor();
    await closeDialog();
  });

  it("blocks a person who never got a code, where they are searched", async () => {
    const pool = await insertPool(stack, { name: "Spring", active: true, codes: ["BUD-1"] });
    await open(`${pool}/assigned?search=mal@example.com`);
    await button("Block recipient").click();
    await inDialog("Block recipient").click();
    await button("Unblock recipient").waitFor();
    await app.getByRole("link", { name: "blocked recipients" }).click();
    await cell("mal@example.com").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  it("blocks by address, finds and unblocks, and tells the activity who it was", async () => {
    const block = async (address: string) => {
      await app
        .getByRole("button", { name: /^Block a / })
        .first()
        .click();
      await app.getByLabel("Recipient", { exact: true }).fill(address);
      await inDialog("Block recipient").click();
    };
    await open("/app/blocked");
    await block("trudy@");
    await invalidField(dialog(), "Recipient").waitFor();
    await dialog().getByLabel("Recipient").fill("Trudy@example.com");
    await inDialog("Block recipient").click();
    await cell("trudy@example.com").waitFor();
    await block("peggy@example.com");
    await cell("peggy@example.com").waitFor();
    await app.getByRole("textbox", { name: "Search blocked recipients" }).fill("PEGGY@example.com");
    await cell("trudy@example.com").waitFor({ state: "detached" });
    await button("Unblock peggy@example.com").click();
    await inDialog("Unblock recipient").click();
    await app.getByTestId("block-result").filter({ hasText: "peggy@example.com" }).waitFor();
    await cell("peggy@example.com").waitFor({ state: "detached" });
    await open("/app/activity");
    await activity("recipient.unblocked", "peggy@example.com").waitFor();
    await activity("recipient.blocked", "peggy@example.com").waitFor();
    await activity("recipient.blocked", "trudy@example.com").waitFor();

    const pool = await insertPool(stack, { name: "Summer", active: true, codes: ["SUN-1"] });
    await open(`${pool}/assigned`);
    for (const outcome of ["new", "reused"]) {
      await assign("peggy@example.com");
      await dialog().getByTestId(`assignment-${outcome}`).filter({ hasText: "SUN-1" }).waitFor();
      await closeDialog();
    }
    expect(await blockedBadge().count()).toBe(0);
  });

  it("gives the history out as CSV and as a workbook", async () => {
    const codes = ["LEAF-1", "LEAF-2"];
    const pool = await insertPool(stack, { name: "Autumn", active: true, codes });
    await open(`${pool}/assigned`);
    for (const recipient of ["bob@example.com", "=mallory@example.com"]) {
      await assign(recipient);
      await dialog().getByTestId("assignment-new").waitFor();
      await closeDialog();
    }
    const csv = parse(await exported("Export CSV"), { columns: true, bom: true });
    expect(csv).toMatchObject([
      { Code: "LEAF-2", Recipient: "'=mallory@example.com", Source: "manual", Status: "assigned" },
      { Code: "LEAF-1", Recipient: "bob@example.com", Source: "manual", Status: "assigned" },
    ]);
    const rows: string[][] = [];
    for await (const block of readXlsxRows(bytesOf(await exported("Export Excel")))) {
      rows.push(...expectOk(block).rows.map(({ cells }) => cells));
    }
    expect(rows.map((cells) => cells.slice(0, 3))).toEqual([
      ["Code", "Recipient", "Source"],
      ["LEAF-2", "=mallory@example.com", "manual"],
      ["LEAF-1", "bob@example.com", "manual"],
    ]);
  });

  it("voids the codes that are chosen, after a question", async () => {
    await open(await insertPool(stack, { name: "Year round", codes: ["DAY-1", "DAY-2"] }));
    await app.getByRole("checkbox", { name: "Select DAY-1" }).click();
    await button("Void 1 code").click();
    await inDialog("Void").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await inDialog("Cancel").click();
    await button("Void 1 code").click();
    await inDialog("Void").click();
    await cell("DAY-1").waitFor({ state: "detached" });
    await cell("DAY-2").waitFor();
    await open("/app/explain?code=DAY-1");
    await app.getByTestId("code-voided").waitFor();
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
