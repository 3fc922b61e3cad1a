import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import { nextNumber } from "../state/next-number";
import { DAY_MS } from "./days";

const lines = [
  { name: "VIP customers", query: "customer_tags CONTAINS 'VIP'" },
  { name: "Email subscribers", query: "email_subscription_status = 'SUBSCRIBED'" },
];

export function makeSegments(sandbox: Sandbox, shop: Shop): void {
  for (const { name, query } of lines) {
    const id = nextNumber(sandbox.world);
    const createdAt = now(sandbox) - 200 * DAY_MS;
    shop.segments[id] = { id, name, query, createdAt, updatedAt: createdAt };
  }
}
