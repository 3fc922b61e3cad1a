import { expect, test } from "vitest";
import { storeCheckSentence } from "./store-check";

const check = { lookedUp: 25, working: 25, ended: 0, everyCode: false, discountTitle: null };

test.each([
  [
    "no check yet",
    null,
    "These codes haven’t been looked up in Shopify yet, so we don’t know whether they work at checkout.",
  ],
  ["a sample that works", check, "The 25 codes we looked up work in Shopify."],
  [
    "all codes work",
    { ...check, everyCode: true, discountTitle: "Spring" },
    "All 25 codes work in Shopify, under the discount “Spring”.",
  ],
  [
    "the only code works",
    { ...check, lookedUp: 1, working: 1, everyCode: true },
    "The code works in Shopify.",
  ],
  [
    "the discount ended",
    { ...check, working: 0, ended: 25 },
    "The 25 codes we looked up are in Shopify, but the discount has ended: customers can’t use them.",
  ],
  [
    "the only code’s discount ended",
    { ...check, lookedUp: 1, working: 0, ended: 1 },
    "The code is in Shopify, but the discount has ended: customers can’t use it.",
  ],
  [
    "none is there",
    { ...check, working: 0 },
    "None of the 25 codes we looked up is in Shopify: customers will see “Enter a valid discount code”.",
  ],
  [
    "none of all codes is there",
    { ...check, working: 0, everyCode: true },
    "None of the 25 codes is in Shopify: customers will see “Enter a valid discount code”.",
  ],
  [
    "the only code isn’t there",
    { ...check, lookedUp: 1, working: 0 },
    "The code isn’t in Shopify: customers will see “Enter a valid discount code”.",
  ],
  [
    "one is missing",
    { ...check, working: 24 },
    "24 of 25 codes we looked up work in Shopify; 1 isn’t there.",
  ],
  [
    "some are missing, some ended",
    { ...check, lookedUp: 1_200, working: 1_190, ended: 1, everyCode: true },
    "1,190 of 1,200 codes work in Shopify; 9 aren’t there and 1 has a discount that ended.",
  ],
] as const)("says whether codes work in the store: %s", (_, result, sentence) => {
  expect(storeCheckSentence(result, "Shopify")).toBe(sentence);
});
