import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { enqueueLedger } from "../enqueue-orders.server";
import { storeOrders } from "./store-orders.server";

/**
 * Reads an order from the platform and stores it. No-op if the order doesn't exist or access is
 * denied. Throws when the platform doesn't respond, so the job is retried.
 */
export async function readOrder(
  services: Pick<Services, "database" | "keyring" | "platform">,
  shop: ShopContext,
  orderId: string,
): Promise<void> {
  const order = await services.platform(shop.domain, "bulk").readOrder(orderId);
  if (!order.ok) {
    if (order.failure.kind === "platform_unreachable") throw new Error(order.failure.detail);
    return;
  }
  await services.database.transaction(async (tx) => {
    const incoming = { read: [order.value] };
    if (await storeOrders(services, tx, shop, incoming)) await enqueueLedger(tx, shop);
  });
}
