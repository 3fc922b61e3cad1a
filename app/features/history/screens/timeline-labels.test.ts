import { expect, test } from "vitest";
import { headline, type ShownTimeline, storeSentence, timelineEvents } from "./timeline-labels";

const at = "2026-11-21T12:05:00Z";
const facts = {
  state: "available",
  pool: { id: 1, name: "Spring", type: "static", deleted: false },
  batch: null,
  createdAt: at,
  publishStatus: "none",
  live: null,
  refusal: null,
  sentAt: null,
  answeredAt: null,
};
const assigned = {
  recipient: "ada@example.com",
  source: "manual",
  assignedAt: at,
  releasedAt: null,
  pendingSince: null,
  requestedPool: null,
  insteadOf: null,
  expiresAt: null,
  replacedBy: null,
};
const order = {
  id: "1",
  name: "#1001",
  test: false,
  amount: "5",
  currency: "EUR",
  buyer: "recipient",
  orderedAt: at,
  changedAt: at,
  cancelledAt: null,
  fullyRefunded: false,
  reversal: null,
  removed: false,
};

/** The history of a code, as far as the sentences need it. */
function life(of: { facts?: object; assignments?: object[]; orders?: object[]; inStore?: object }) {
  const { assignments = [], orders = [], inStore = null } = of;
  const whole = { facts: { ...facts, ...of.facts }, assignments, orders, inStore, audit: [] };
  return whole as unknown as ShownTimeline;
}

const shared = { pool: { ...facts.pool, type: "shared" } };

test.each([
  ["waiting", {}, "This code is available. It hasn’t been assigned yet."],
  [
    "assigned",
    { facts: { state: "assigned" }, assignments: [assigned] },
    "This code is assigned to ada@example.com and hasn’t been used yet.",
  ],
  [
    "assigned until a date",
    {
      facts: { state: "assigned" },
      assignments: [{ ...assigned, expiresAt: "2026-12-31T20:00:00Z" }],
    },
    "This code is assigned to ada@example.com and can be used until Dec 31, 2026, 3:00 PM.",
  ],
  [
    "redeemed",
    { facts: { state: "redeemed" }, orders: [order] },
    "This code was used in order #1001.",
  ],
  [
    "expired",
    { facts: { state: "expired" }, assignments: [assigned] },
    "This code has expired. It was assigned to ada@example.com.",
  ],
  [
    "redeemed in an order that is gone",
    { facts: { state: "redeemed" }, orders: [{ ...order, removed: true }] },
    "This code was used.",
  ],
  [
    "expired before anyone got it",
    { facts: { state: "expired" } },
    "This code expired before it was assigned.",
  ],
  ["voided", { facts: { state: "voided" } }, "This code was voided. It won’t be assigned."],
  [
    "shared and not used",
    { facts: shared },
    "All customers share this code. No orders have used it yet.",
  ],
  [
    "shared and used",
    { facts: shared, orders: [order] },
    "All customers share this code. 1 order used it.",
  ],
  [
    "shared and used by several orders",
    { facts: shared, orders: [order, order, { ...order, removed: true }] },
    "All customers share this code. 2 orders used it.",
  ],
])("says where a code stands: %s", (_, code, sentence) => {
  expect(headline(life(code), "America/New_York")).toBe(sentence);
});

test.each([
  [
    "in no discount",
    { inStore: { kind: "nowhere" } },
    "This code isn’t in Shopify. At checkout, customers see “Enter a valid discount code”. Link its pool to a discount and the app will add it.",
  ],
  [
    "in a discount",
    { inStore: { kind: "discount", title: "Spring", ended: false } },
    "In Shopify this code belongs to the discount “Spring”.",
  ],
  [
    "in a discount that ended",
    { inStore: { kind: "discount", title: "Spring", ended: true } },
    "In Shopify this code belongs to the discount “Spring”, which has ended. It doesn’t work at checkout.",
  ],
  [
    "not known",
    { inStore: { kind: "unknown" } },
    "Shopify isn’t responding, so we can’t tell whether this code works at checkout.",
  ],
  [
    "missing since",
    { facts: { live: false, publishStatus: "live" } },
    "This code doesn’t work at checkout. It’s missing in Shopify, or its discount has ended.",
  ],
  ["redeemed, which says it already", { facts: { state: "redeemed" } }, null],
])("says whether a code works at checkout: %s", (_, code, sentence) => {
  expect(storeSentence(life(code), "Shopify")).toBe(sentence);
});

test.each([
  [
    "published",
    { facts: { sentAt: at, answeredAt: at, publishStatus: "live" } },
    ["Sent to your store.", "Live in your store."],
  ],
  [
    "rejected",
    { facts: { answeredAt: at, publishStatus: "refused", refusal: "Code is taken" } },
    ["Rejected by your store: Code is taken"],
  ],
  [
    "assigned in place of another",
    { assignments: [{ ...assigned, requestedPool: "Winter", insteadOf: "OLD-1", expiresAt: at }] },
    [
      "Assigned to ada@example.com (source: manual), because the pool “Winter” was empty, replacing OLD-1. Can be used until Nov 21, 2026, 7:05 AM.",
    ],
  ],
  [
    "released, and its replacement is pending",
    { assignments: [{ ...assigned, recipient: null, releasedAt: at, pendingSince: at }] },
    [
      "Assigned to an erased customer (source: manual).",
      "Released from an erased customer.",
      "A replacement for an erased customer is pending: the pool had no codes left.",
    ],
  ],
  [
    "used by another person in a test order",
    { orders: [{ ...order, test: true, buyer: "other" }] },
    ["Used in test order #1001 by someone other than its recipient. Discount: 5 EUR."],
  ],
  [
    "used in an order that was canceled",
    { orders: [{ ...order, cancelledAt: at, reversal: "reissue" }] },
    [
      "Used in order #1001. Discount: 5 EUR.",
      "Order #1001 was canceled: its recipient gets a new code.",
    ],
  ],
  [
    "used in an order that was canceled, and usable again",
    { orders: [{ ...order, cancelledAt: at, reversal: "restore" }] },
    [
      "Used in order #1001. Discount: 5 EUR.",
      "Order #1001 was canceled: its recipient can use the code again.",
    ],
  ],
  [
    "used in an order that was refunded, and taken off it",
    { orders: [{ ...order, fullyRefunded: true, reversal: "keep", removed: true }] },
    [
      "Used in order #1001. Discount: 5 EUR.",
      "Order #1001 was refunded: the code stays redeemed.",
      "The code was removed from order #1001.",
    ],
  ],
])("tells what happened to a code: %s", (_, code, sentences) => {
  const texts = timelineEvents(life(code), "America/New_York").map(({ text }) => text);
  expect(texts.slice(1)).toEqual(sentences);
});

test.each([
  [
    "imported",
    { facts: { batch: { id: 1, fileName: "codes.csv", createdBy: "Ada" } } },
    "Imported with codes.csv by Ada.",
  ],
  ["generated", { facts: { pool: { ...facts.pool, type: "dynamic" } } }, "Generated by the app."],
  ["typed", {}, "Added to the pool."],
])("tells how a code came in: %s", (_, code, sentence) => {
  expect(timelineEvents(life(code), "UTC")[0]?.text).toBe(sentence);
});
