import { describe, expect, it } from "vitest";
import { consequences, progressSentence, protectionSentences } from "./protection-text";

const pool = (type: "static" | "dynamic" | "shared", holderOnly: boolean, dates: boolean) => ({
  type,
  holderOnly,
  personalExpiration: dates,
  linked: true,
});

describe("the text about a pool's protection", () => {
  it("says that anyone can use an unprotected code", () => {
    expect(protectionSentences(pool("dynamic", false, false), "Shopify")).toEqual([
      "Anyone who has a code can use it.",
    ]);
  });

  it("promises guests as much as customers only where codes are sealed", () => {
    const [sealed] = protectionSentences(pool("dynamic", true, false), "Shopify");
    expect(sealed).toContain("customers and guests");
    const [listed] = protectionSentences(pool("static", true, false), "Shopify");
    expect(listed).toContain("Guests who aren’t customers yet can use any code");
  });

  it("has a sentence for each protection that is on", () => {
    expect(protectionSentences(pool("static", true, true), "Shopify")).toHaveLength(2);
    expect(protectionSentences(pool("shared", false, true), "Shopify")[0]).toContain(
      "removes expired codes from Shopify within a minute",
    );
    const unlinked = { ...pool("static", false, true), linked: false };
    expect(protectionSentences(unlinked, "Shopify")[0]).toContain("Guests can still use it");
  });

  it("shows progress while codes are added to customers", () => {
    expect(progressSentence({ total: 20_000, pending: 7_700, leftOut: 0 })).toBe(
      "Adding codes to your customers: 12,300 of 20,000 done. Until then, known customers aren’t checked.",
    );
    expect(progressSentence({ total: 5, pending: 0, leftOut: 1 })).toBe(
      "1 customer has more codes than a customer record can hold. The ones that expire first are left out.",
    );
    expect(progressSentence({ total: 5, pending: 0, leftOut: 0 })).toBeNull();
  });

  it("warns before available codes are deactivated", () => {
    const before = pool("dynamic", false, false);
    expect(consequences(before, pool("dynamic", true, false), 1_000)).toContain(
      "1,000 available codes are deactivated.",
    );
    expect(consequences(before, pool("dynamic", true, false), 0)).toHaveLength(2);
    expect(consequences(pool("dynamic", true, false), before, 0)).toHaveLength(2);
    expect(consequences(before, before, 10)).toEqual([]);
  });
});
