import { describe, expect, it } from "vitest";
import { shopifyFailure } from "./shopify-failure";

const reply = (status: number, code?: string) => ({
  status,
  errors: code ? [{ message: "In Shopify's words", extensions: { code } }] : [],
  retryAfter: null,
});

describe("Shopify's errors as ours", () => {
  it("are none where there is none", () => {
    expect(shopifyFailure(reply(200))).toBeUndefined();
  });

  it.each([401, 402, 403, 404, 423])("say with %i that the app has no access", (status) => {
    expect(shopifyFailure(reply(status))?.kind).toBe("platform_denied");
  });

  it("say that a scope is missing, and which", () => {
    const refused = {
      message: "Access denied for orders field.",
      extensions: { code: "ACCESS_DENIED" },
    };
    expect(shopifyFailure({ ...reply(200), errors: [refused] })).toEqual({
      kind: "platform_denied",
      detail: "Access denied for orders field.",
    });
  });

  it.each([0, 408, 429, 500, 502, 503, 504])("say with %i nothing about the work", (status) => {
    expect(shopifyFailure(reply(status))?.kind).toBe("platform_unreachable");
  });

  it.each(["THROTTLED", "INTERNAL_SERVER_ERROR"])("say with %s nothing about the work", (code) => {
    expect(shopifyFailure(reply(200, code))?.kind).toBe("platform_unreachable");
  });

  it("are a fault of ours where the request is no good", () => {
    expect(() => shopifyFailure(reply(200, "undefinedField"))).toThrow("In Shopify's words");
  });
});
