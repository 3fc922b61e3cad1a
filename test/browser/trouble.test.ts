import type { FrameLocator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { seriousViolations } from "./harness/serious-violations";
import { insertPool } from "./insert-pool";
import { type BrowserStack, openAdmin, openStack } from "./open-stack";
import { choice } from "./parts-of-a-page";

const dataRequests = /\.data(\?|$)/;

describe("a merchant whose connection or pages fail", () => {
  let stack: BrowserStack;
  let page: Page;
  let app: FrameLocator;
  let poolPath: string;

  beforeAll(async () => {
    stack = await openStack();
    page = stack.page;
    poolPath = await insertPool(stack, { name: "Welcome offer", codes: ["ALPHA-1"] });
  });
  afterEach(() => page.unrouteAll());
  afterAll(() => stack?.stop());

  it("keeps what they typed when the connection drops while it is sent", async () => {
    await openPool("");
    await page.route(dataRequests, (route) => route.abort());
    await app.getByLabel("Code", { exact: true }).fill("GAMMA-4");
    await app.getByRole("button", { name: "Add", exact: true }).click();
    await app.getByTestId("refusal").waitFor();
    await app.getByTestId("connection-banner").waitFor();
    expect(await app.getByLabel("Code", { exact: true }).inputValue()).toBe("GAMMA-4");
    expect(await seriousViolations(page)).toEqual([]);
    await page.unroute(dataRequests);
    await app.getByTestId("connection-banner").waitFor({ state: "detached" });
    await app.getByRole("button", { name: "Add", exact: true }).click();
    await app.getByRole("cell", { name: "GAMMA-4", exact: true }).waitFor();
  });

  it("keeps what they typed when the server fails, and reads an ID for support", async () => {
    await openPool("");
    await page.route(dataRequests, (route) =>
      route.request().method() === "POST"
        ? route.fulfill({ status: 500, body: "<h1>Internal Server Error</h1>" })
        : route.continue(),
    );
    await app.getByLabel("Code", { exact: true }).fill("DELTA-5");
    await app.getByRole("button", { name: "Add", exact: true }).click();
    await app
      .getByTestId("refusal")
      .filter({ hasText: /[\da-f-]{36}/ })
      .waitFor();
    expect(await app.getByLabel("Code", { exact: true }).inputValue()).toBe("DELTA-5");
    await page.unroute(dataRequests);
    await app.getByRole("button", { name: "Add", exact: true }).click();
    await app.getByRole("cell", { name: "DELTA-5", exact: true }).waitFor();
  });

  it("stays on the page when the next one cannot be loaded, and gets there on trying again", async () => {
    await openPool("");
    let polls = 0;
    await page.route(dataRequests, (route) => {
      polls += 1;
      return route.fulfill({ status: 500, body: "<h1>Internal Server Error</h1>" });
    });
    await app.getByRole("link", { name: "Statistics" }).click();
    await app.getByTestId("connection-banner").waitFor();
    await app.getByRole("cell", { name: "ALPHA-1", exact: true }).waitFor();
    const before = polls;
    await app.getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => polls, { timeout: 120_000 }).toBeGreaterThan(before);
    await page.unroute(dataRequests);
    await page.waitForURL(/\/statistics/);
    await app.getByTestId("connection-banner").waitFor({ state: "detached" });
  });

  it("finds the app's menu and a way back where a pool does not exist", async () => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    app = await openAdmin(stack, page, "/app/pools/999999");
    await app.getByTestId("missing-page").waitFor();
    await page.getByRole("link", { name: "Campaigns" }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await app.getByRole("button", { name: "Back to coupon pools" }).click();
    await app.getByRole("link", { name: "Welcome offer" }).waitFor();
    app = await openAdmin(stack, page, "/app/no-such-page");
    await app.getByTestId("missing-page").waitFor();
    expect(errors).toEqual([]);
  });

  it("is asked before unsaved settings are lost", async () => {
    await openPool("/settings");
    await choice(app, "always_new").check();
    await page.locator("#save").waitFor();
    await app.getByRole("link", { name: "Statistics" }).click();
    await page.getByRole("button", { name: "Stay" }).click();
    expect(await choice(app, "always_new").isChecked()).toBe(true);
    expect(page.url()).toMatch(/\/settings/);
    await app.getByRole("link", { name: "Statistics" }).click();
    await page.getByRole("button", { name: "Leave page" }).click();
    await page.waitForURL(/\/statistics/);
  });

  async function openPool(path: string): Promise<void> {
    app = await openAdmin(stack, page, `${poolPath}${path}`);
  }
});
