import type { ShopContext } from "../../app/core/ids";
import { applyOrders } from "../../app/features/redemptions/ledger/apply-orders.server";
import { storeOrders } from "../../app/features/redemptions/orders/store-orders.server";
import type { PlatformOrder } from "../../app/platform/platform-order";
import type { Services } from "../../app/services.server";

let placed = 0;
let events = 0;

/** An order of EUR 50 with EUR 5 off for each of `codes`. */
export function orderWith(codes: string[], parts: Partial<PlatformOrder> = {}): PlatformOrder {
  placed += 1;
  return {
    // Above 2^53, like real IDs.
    id: `gid://shopify/Order/${9_007_199_254_740_993n + BigInt(placed)}`,
    name: `#${1000 + placed}`,
    createdAt: new Date("2026-11-21T11:00:00Z"),
    updatedAt: new Date("2026-11-21T11:00:00Z"),
    cancelledAt: null,
    test: false,
    currency: "EUR",
    total: "50.00",
    refunded: "0.00",
    fullyRefunded: false,
    codes: codes.map((code) => ({ code, amount: "5.00" })),
    email: "ada@example.com",
    customerId: null,
    customerEmail: null,
    ...parts,
  };
}

/** The order with changes made `minutes` after it was placed. */
export function later(
  order: PlatformOrder,
  minutes: number,
  change: Partial<PlatformOrder>,
): PlatformOrder {
  return {
    ...order,
    updatedAt: new Date(order.createdAt.getTime() + minutes * 60_000),
    ...change,
  };
}

/** The order, canceled `minutes` after it was placed. */
export function cancelled(order: PlatformOrder, minutes = 10): PlatformOrder {
  const cancelledAt = new Date(order.createdAt.getTime() + minutes * 60_000);
  return later(order, minutes, { cancelledAt });
}

/** Stores orders from one webhook each, in this order, without applying them to the ledger. */
export async function receiveOrders(
  services: Pick<Services, "database" | "clock" | "keyring">,
  shop: ShopContext,
  ...orders: PlatformOrder[]
): Promise<void> {
  for (const order of orders) {
    events += 1;
    const event = { topic: "orders/updated", eventId: `event-${events}`, order };
    const now = services.clock.now();
    await storeOrders(services, services.database, shop, { now, events: [event] });
  }
}

/** Stores orders one by one and applies each to the ledger. */
export async function processOrders(
  services: Pick<Services, "database" | "clock" | "keyring" | "log">,
  shop: ShopContext,
  ...orders: PlatformOrder[]
): Promise<void> {
  for (const order of orders) {
    await receiveOrders(services, shop, order);
    await applyOrders(services, shop, new AbortController().signal);
  }
}
