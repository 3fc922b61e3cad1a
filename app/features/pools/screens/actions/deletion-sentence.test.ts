import { expect, it } from "vitest";
import { deletionSentence } from "./deletion-sentence";

const pool = { type: "static" as const, linked: true, available: 32, assigned: 118 };

it("says that codes stop working only if the app added them to the store", () => {
  expect(deletionSentence(pool, "Shopify")).toBe(
    "32 available codes will be deleted, and 118 assigned codes can no longer be managed here. The app removes all of them from Shopify, so they stop working at checkout, even for customers who have one.",
  );
  expect(deletionSentence({ ...pool, linked: false }, "Shopify")).toBe(
    "32 available codes will be deleted, and 118 assigned codes can no longer be managed here. Codes that work in Shopify keep working, because the app didn’t add them.",
  );
});

it("covers shared codes and pools without codes", () => {
  const shared = { type: "shared" as const, available: 1, assigned: 0 };
  expect(deletionSentence({ ...shared, linked: true }, "Shopify")).toMatch(/stops working/);
  expect(deletionSentence({ ...shared, linked: false }, "Shopify")).toMatch(/keeps working/);
  expect(deletionSentence({ ...pool, available: 0, assigned: 0 }, "Shopify")).toBe(
    "This pool has no usable codes.",
  );
});
