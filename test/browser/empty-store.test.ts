import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousViolations } from "./harness/serious-violations";
import { type BrowserStack, openAdmin, openStack } from "./open-stack";

describe("a store without pools", () => {
  let stack: BrowserStack;
  let page: Page;

  beforeAll(async () => {
    stack = await openStack();
    page = stack.page;
  });
  afterAll(() => stack?.stop());

  it.each([
    ["/app", "pools-empty-state"],
    ["/app/campaigns", "campaigns-empty-state"],
    ["/app/emails", "guide-empty-state"],
  ])("reads on %s what to do first", async (path, message) => {
    const app = await openAdmin(stack, page, path);
    await app.getByTestId(message).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });
});
