import { describe, expect, it } from "vitest";
import { shopifyFailure } from "./shopify-failure";

const reply = (status: number, code?: string) => ({
  status,
  errors: code ? [{ message: "In Shopify's words", extensions: { code } }] : [],
  retryAfter: null,
});

describe("mapping of Shopify's errors", () => {
  it("returns nothing without an error", () => {
    expect(shopifyFailure(reply(200))).toBeUndefined();
  });

  it.each([401, 402, 403, 404, 423])("maps %i to denied access", (status) => {
    expect(shopifyFailure(reply(status))?.kind).toBe("platform_denied");
  });

  it("reports the missing scope", () => {
    const refused = {
      message: "Access denied for orders field.",
      extensions: { code: "ACCESS_DENIED" },
    };
    expect(shopifyFailure({ ...reply(200), errors: [refused] })).toEqual({
      kind: "platform_denied",
      detail: "Access denied for orders field.",
    });
  });

  it.each([0, 408, 429, 500, 502, 503, 504])("maps %i to unreachable", (status) => {
    expect(shopifyFailure(reply(status))?.kind).toBe("platform_unreachable");
  });

  it.each(["THROTTLED", "INTERNAL_SERVER_ERROR"])("maps %s to unreachable", (code) => {
    expect(shopifyFailure(reply(200, code))?.kind).toBe("platform_unreachable");
  });

  it("throws for an invalid request", () => {
    expect(() => shopifyFailure(reply(200, "undefinedField"))).toThrow("In Shopify's words");
  });
});
