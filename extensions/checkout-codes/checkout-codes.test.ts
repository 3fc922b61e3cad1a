import path from "node:path";
import { gzipSync } from "node:zlib";
import { getExtension } from "@shopify/ui-extensions-tester";
import { createResult } from "@shopify/ui-extensions-tester/checkout";
import { build } from "esbuild";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const appUrl = "https://app.example";
const own = {
  code: "VIP-7KQ2M",
  summary: "20% off",
  last_day: "2026-12-31",
  status: "usable",
};

/** What the app answers, by endpoint. An error is thrown, as a broken connection does. */
interface Answers {
  codes?: object[] | Error | number | undefined;
  reasons?: { code: string; reason: string | null; message: string | null }[] | number;
}

function answering(answers: Answers) {
  return vi.fn(async (url: string, _init: RequestInit) => {
    const endpoint = new URL(url).pathname.split("/").at(-1) as keyof Answers;
    const answer = answers[endpoint] ?? [];
    if (answer instanceof Error) throw answer;
    if (typeof answer === "number") return new Response("{}", { status: answer });
    return Response.json({ [endpoint]: answer });
  });
}

/** Sets who buys: undefined for a guest. Shopify's own mock has no `buyerIdentity`. */
function setBuyer(api: object, customer?: { id: string }) {
  const value = { customer: { value: customer } };
  Object.defineProperty(api, "buyerIdentity", { value, configurable: true, writable: true });
}

const signedIn = { id: "gid://shopify/Customer/7001" };
const shown = () => document.body.textContent ?? "";
const find = (selector: string) => {
  const element = document.body.querySelector<HTMLElement>(selector);
  if (!element) throw new Error(`There is no ${selector}.`);
  return element;
};

beforeEach(() => vi.stubEnv("APP_URL", appUrl));
afterEach(() => vi.unstubAllEnvs());

describe("at checkout", () => {
  const extension = getExtension("purchase.checkout.reductions.render-after");

  beforeEach(() => {
    extension.setUp();
    extension.shopify.sessionToken.get = async () => "token";
    extension.shopify.instructions.value.discounts.canUpdateDiscountCodes = true;
    extension.shopify.discountCodes.value = [];
    extension.shopify.settings.value = { title: undefined };
    setBuyer(extension.shopify, signedIn);
  });
  afterEach(() => extension.tearDown());

  const open = async (answers: Answers) => {
    const fetched = answering(answers);
    extension.fetch = fetched as unknown as typeof fetch;
    await extension.render();
    return fetched;
  };

  it("shows the customer's codes with what they give and their last day", async () => {
    const fetched = await open({ codes: [own, { ...own, code: "VIP-X4TWH", last_day: null }] });
    await vi.waitUntil(() => shown().includes("VIP-7KQ2M"));
    expect(shown()).toContain("VIP-X4TWH");
    expect(shown()).toContain("20% off");
    expect(document.body.querySelectorAll("s-button")).toHaveLength(2);
    const [url, init] = fetched.mock.calls[0] ?? [];
    expect(url).toMatch(/^https:\/\/app\.example\/storefront\/checkout\/codes\?locale=/);
    expect(init?.headers).toEqual({ Authorization: "Bearer token" });
  });

  it("applies a code with one click", async () => {
    const apply = vi.fn().mockResolvedValue(createResult("applyDiscountCodeChange"));
    extension.shopify.applyDiscountCodeChange = apply;
    await open({ codes: [own] });
    await vi.waitUntil(() => document.body.querySelector("s-button"));
    find("s-button").click();
    await vi.waitUntil(() => apply.mock.calls.length > 0);
    expect(apply).toHaveBeenCalledWith({ type: "addDiscountCode", code: own.code });
    expect(document.body.querySelector("s-banner")).toBeNull();
  });

  it("says that a code is applied", async () => {
    extension.shopify.discountCodes.value = [{ code: own.code.toLowerCase() }];
    await open({ codes: [own] });
    await vi.waitUntil(() => shown().includes("applied"));
    expect(document.body.querySelector("s-button")).toBeNull();
  });

  const refuse = async (answers: Answers) => {
    const error = createResult("applyDiscountCodeChange", { type: "error", message: "debug" });
    extension.shopify.applyDiscountCodeChange = vi.fn().mockResolvedValue(error);
    await open({ codes: [own], ...answers });
    await vi.waitUntil(() => document.body.querySelector("s-button"));
    find("s-button").click();
    await vi.waitUntil(() => document.body.querySelector("s-banner"));
    return find("s-banner").textContent;
  };

  it("says why a code was refused", async () => {
    const message = "This code can only be used by the person it was sent to.";
    const reasons = [{ code: own.code, reason: "holder", message }];
    expect(await refuse({ reasons })).toBe(message);
  });

  it.each<[string, Answers]>([
    ["the app has nothing to say", { reasons: [{ code: own.code, reason: null, message: null }] }],
    ["the app doesn't answer", { reasons: 503 }],
  ])("says that a code doesn't apply if %s", async (_, answers) => {
    expect(await refuse(answers)).toBe("not_applied");
  });

  it("offers no button where the checkout allows no change", async () => {
    extension.shopify.instructions.value.discounts.canUpdateDiscountCodes = false;
    await open({ codes: [own] });
    await vi.waitUntil(() => document.body.querySelector("s-button"));
    expect(find("s-button").hasAttribute("disabled")).toBe(true);
  });

  it.each(["paused", "not_started"])("offers no button for a code that is %s", async (status) => {
    await open({ codes: [{ ...own, status }] });
    await vi.waitUntil(() => shown().includes(status));
    expect(document.body.querySelector("s-button")).toBeNull();
  });

  it.each<[string, Answers["codes"]]>([
    ["there are none", []],
    ["the connection breaks", new Error("offline")],
    ["the app fails", 500],
  ])("shows a guest nothing if %s", async (_, codes) => {
    setBuyer(extension.shopify);
    const fetched = await open({ codes });
    expect(shown()).toBe("");
    await vi.waitUntil(() => fetched.mock.results.length > 0);
    await Promise.allSettled(fetched.mock.results.map(({ value }) => value));
    expect(shown()).toBe("");
  });

  it("reserves its place while the codes of a customer load", async () => {
    extension.fetch = (() => new Promise(() => undefined)) as unknown as typeof fetch;
    await extension.render();
    expect(document.body.querySelector("s-skeleton-paragraph")).not.toBeNull();
  });

  it.each<[string, Error | number]>([
    ["the connection breaks", new Error("offline")],
    ["the app rejects the token", 401],
    ["too many ask", 429],
  ])("says so if %s, and tries again", async (_, codes) => {
    await open({ codes });
    await vi.waitUntil(() => document.body.querySelector("s-banner"));
    extension.fetch = answering({ codes: [own] }) as unknown as typeof fetch;
    find("s-button").click();
    await vi.waitUntil(() => shown().includes(own.code));
  });

  it("uses the merchant's title", async () => {
    extension.shopify.settings.value = { title: "For you" };
    await open({ codes: [own] });
    await vi.waitUntil(() => shown().includes(own.code));
    expect(find("s-section").getAttribute("heading")).toBe("For you");
  });
});

describe("on the thank-you page", () => {
  const extension = getExtension("purchase.thank-you.block.render");

  beforeEach(() => {
    extension.setUp();
    extension.shopify.discountCodes.value = [];
    extension.shopify.settings.value = { title: undefined };
    setBuyer(extension.shopify, signedIn);
  });
  afterEach(() => extension.tearDown());

  it("shows the codes that the customer still has, without those of the order", async () => {
    extension.shopify.discountCodes.value = [{ code: "vip-7kq2m" }];
    extension.fetch = answering({
      codes: [own, { ...own, code: "VIP-X4TWH" }],
    }) as unknown as typeof fetch;
    await extension.render();
    await vi.waitUntil(() => shown().includes("VIP-X4TWH"));
    expect(shown()).not.toContain(own.code);
    expect(document.body.querySelector("s-button")).toBeNull();
  });

  it("shows nothing to a guest", async () => {
    setBuyer(extension.shopify);
    const fetched = answering({ codes: [] });
    extension.fetch = fetched as unknown as typeof fetch;
    await extension.render();
    await vi.waitUntil(() => fetched.mock.results.length > 0);
    expect(shown()).toBe("");
  });
});

it.each(["checkout", "thank-you"])(
  "keeps the script of %s far below Shopify's 64 KB",
  async (name) => {
    const { outputFiles } = await build({
      entryPoints: [path.join(import.meta.dirname, "src", `${name}.tsx`)],
      bundle: true,
      write: false,
      minify: true,
      format: "iife",
      target: "es2022",
      define: { "process.env.NODE_ENV": '"production"', "process.env.APP_URL": `"${appUrl}"` },
    });
    const [script] = outputFiles;
    expect(script?.text).toContain(appUrl);
    expect(gzipSync(script?.contents ?? "").length).toBeLessThan(32_000);
  },
);
