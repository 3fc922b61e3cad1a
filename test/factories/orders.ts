import type { ShopContext } from "../../app/core/ids";
import { applyOrders } from "../../app/features/redemptions/ledger/apply-orders.server";
import { storeOrders } from "../../app/features/redemptions/orders/store-orders.server";
import type { PlatformOrder } from "../../app/platform/platform-order";
import type { Services } from "../../app/services.server";

let placed = 0;
let told = 0;

/** An order of EUR 50 that took EUR 5 off with each of `codes`, placed and changed at noon. */
export function orderWith(codes: string[], parts: Partial<PlatformOrder> = {}): PlatformOrder {
  placed += 1;
  return {
    // Beyond 2^53, as the real ones.
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

/** The order as it is `minutes` later. */
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

/** The order, cancelled `minutes` after it was placed. */
export function cancelled(order: PlatformOrder, minutes = 10): PlatformOrder {
  const cancelledAt = new Date(order.createdAt.getTime() + minutes * 60_000);
  return later(order, minutes, { cancelledAt });
}

/** Tells the app of orders, as one event each, in this order; the ledger is not brought to them yet. */
export async function tell(
  services: Pick<Services, "database" | "clock" | "keyring">,
  shop: ShopContext,
  ...orders: PlatformOrder[]
): Promise<void> {
  for (const order of orders) {
    told += 1;
    const events = [{ topic: "orders/updated", eventId: `told-${told}`, order }];
    const now = services.clock.now();
    await storeOrders(services, services.database, shop, { now, events });
  }
}

/** Tells the app of orders one by one and brings the ledger to each. */
export async function follow(
  services: Pick<Services, "database" | "clock" | "keyring" | "log">,
  shop: ShopContext,
  ...orders: PlatformOrder[]
): Promise<void> {
  for (const order of orders) {
    await tell(services, shop, order);
    await applyOrders(services, shop, new AbortController().signal);
  }
}
