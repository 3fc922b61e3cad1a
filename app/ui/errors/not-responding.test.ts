import { describe, expect, it } from "vitest";
import { notResponding } from "./not-responding";

const facts = {
  platform: "Shopify",
  timeZone: "America/New_York",
  now: new Date("2026-11-27T22:03:10Z"),
};

describe("a screen whose platform isn't responding", () => {
  it("says when the next attempt is, in the store's time zone", () => {
    expect(notResponding(facts, new Date("2026-11-27T22:04:00Z"))).toBe(
      "Shopify isn’t responding. Trying again at 5:04 PM.",
    );
  });

  it("says that it is trying again once that time has passed", () => {
    expect(notResponding(facts, "2026-11-27T22:03:00Z")).toBe(
      "Shopify isn’t responding. Trying again now.",
    );
  });

  it("promises nothing if no attempt is planned", () => {
    expect(notResponding(facts, null)).toBe("Shopify isn’t responding.");
  });
});
