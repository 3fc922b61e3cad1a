import { describe, expect, it } from "vitest";
import { guardStatuses } from "../guard";
import { coverageSentences, guardStatusText, remedyButton, troubleText } from "./guard-text";

describe("the text about protection at checkout", () => {
  it("has a badge and a full sentence for every state", () => {
    for (const status of guardStatuses) {
      const { badge, sentence } = guardStatusText(status, "Shopify");
      expect(badge).not.toBe("");
      expect(sentence).toMatch(/^[A-Z].*\.$/);
    }
  });

  it("is critical exactly where codes go unchecked although protection is on", () => {
    const critical = guardStatuses.filter(
      (status) => guardStatusText(status, "Shopify").tone === "critical",
    );
    expect(critical).toEqual([
      "deactivated",
      "missing",
      "no_room",
      "function_missing",
      "scope_missing",
      "refused",
    ]);
  });

  it("has a button where the merchant can do something", () => {
    expect(remedyButton("turn_on")).toBe("Turn on");
    expect(remedyButton("repair")).toBe("Repair");
    expect(remedyButton("free_discount")).toBe("Try again");
    expect(remedyButton("wait")).toBeNull();
    expect(remedyButton("none")).toBeNull();
  });

  it("says since when the store hasn’t responded", () => {
    expect(troubleText("unreachable", "2:15 PM", "Shopify")).toContain("since 2:15 PM");
    expect(troubleText("denied", "2:15 PM", "Shopify")).toContain("Reopen the app");
  });

  it("says how many pools and blocked recipients are covered", () => {
    const none = { pools: { guarded: 0 }, blocked: { covered: 0, total: 0 } };
    expect(coverageSentences(none)).toEqual([
      "No pool is protected yet. Turn protection on in a pool’s settings.",
    ]);
    const some = { pools: { guarded: 1 }, blocked: { covered: 1_200, total: 1_500 } };
    expect(coverageSentences(some)).toEqual([
      "1 pool is protected.",
      "1,200 of 1,500 blocked recipients can’t use codes of protected pools. There’s no room for the others who check out as guests.",
    ]);
    const all = { pools: { guarded: 2 }, blocked: { covered: 1, total: 1 } };
    expect(coverageSentences(all)).toEqual([
      "2 pools are protected.",
      "1 blocked recipient can’t use codes of protected pools.",
    ]);
  });
});
