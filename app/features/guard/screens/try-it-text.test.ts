import { describe, expect, it } from "vitest";
import type { TrialResult } from "../trying/try-code.server";
import { trialText } from "./try-it-text";

const accepted: TrialResult = {
  verdict: "accepted",
  reason: null,
  message: null,
  pool: { id: 1, name: "VIP" },
  facts: { code: "VIP-1", state: "assigned", publishStatus: "live", live: true },
  isCustomer: true,
  guardIsOn: true,
};
const rejected: TrialResult = {
  ...accepted,
  verdict: "rejected",
  reason: "holder",
  message: "This code is personal.",
};

describe("the text about a code that was tried", () => {
  it("names the pool of an accepted code", () => {
    const { title, tone } = trialText(accepted, "Shopify");
    expect(title).toBe("Accepted: code of VIP");
    expect(tone).toBe("success");
  });

  it("says why a code is rejected", () => {
    const { title, tone } = trialText(rejected, "Shopify");
    expect(title).toBe("Rejected: the code belongs to someone else");
    expect(tone).toBe("critical");
  });

  it("says that nothing is rejected while protection is off", () => {
    expect(trialText({ ...rejected, guardIsOn: false }, "Shopify").notes[0]).toContain(
      "Protection isn’t on",
    );
  });

  it("doesn’t call a code fine that isn’t in the store", () => {
    const facts = { code: "VIP-1", state: "assigned", publishStatus: "uploading", live: false };
    const { tone, notes } = trialText({ ...accepted, facts } as TrialResult, "Shopify");
    expect(tone).toBe("warning");
    expect(notes[0]).toContain("isn’t in Shopify");
  });

  it("leaves codes of no pool to the store", () => {
    expect(trialText({ ...accepted, facts: null, pool: null }, "Shopify").title).toBe(
      "Not checked by this app",
    );
  });
});
