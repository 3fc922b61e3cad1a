import { expect, it } from "vitest";
import { deletionSentence } from "./deletion-sentence";

const pool = { type: "static" as const, linked: true, available: 32, assigned: 118 };

it("says that codes stop working only where the app put them into the store", () => {
  expect(deletionSentence(pool, "Shopify")).toBe(
    "32 available codes are deleted, and 118 assigned codes can no longer be managed here. The app removes all of them from Shopify, so they stop working at checkout, for recipients who have one, too.",
  );
  expect(deletionSentence({ ...pool, linked: false }, "Shopify")).toBe(
    "32 available codes are deleted, and 118 assigned codes can no longer be managed here. Codes that work in Shopify keep working there: the app didn’t add them.",
  );
});

it("knows a shared code, and a pool without codes", () => {
  const shared = { type: "shared" as const, available: 1, assigned: 0 };
  expect(deletionSentence({ ...shared, linked: true }, "Shopify")).toMatch(/stops working/);
  expect(deletionSentence({ ...shared, linked: false }, "Shopify")).toMatch(/keeps working/);
  expect(deletionSentence({ ...pool, available: 0, assigned: 0 }, "Shopify")).toBe(
    "This pool has no codes that can still be used.",
  );
});
