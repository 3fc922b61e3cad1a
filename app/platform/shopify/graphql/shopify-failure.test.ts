import { HttpResponseError } from "@shopify/shopify-api";
import { SessionNotFoundError } from "@shopify/shopify-app-remix/server";
import { describe, expect, it } from "vitest";
import { shopifyFailure, signInFailure } from "./shopify-failure";

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

describe("what goes wrong before Shopify is asked", () => {
  const refresh = (code: number) => new HttpResponseError({ message: "", code, statusText: "" });

  it("is a refusal without a session, and when the refresh is refused", () => {
    expect(signInFailure(new SessionNotFoundError("none")).kind).toBe("platform_denied");
    expect(signInFailure(refresh(400)).kind).toBe("platform_denied");
    expect(signInFailure(refresh(401)).kind).toBe("platform_denied");
  });

  it("says nothing when the refresh gets no answer", () => {
    expect(signInFailure(new TypeError("fetch failed")).kind).toBe("platform_unreachable");
    expect(signInFailure(refresh(503)).kind).toBe("platform_unreachable");
  });
});
