import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { enqueueLedger } from "../ledger/enqueue-ledger.server";
import { storeOrders } from "./store-orders.server";

/**
 * Asks the platform how an order is now and takes note of it. An order that the platform does not
 * know, or will not show us any more, changes nothing. Throws when the platform does not answer: the
 * job asks again later.
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
    const told = { read: [order.value] };
    if (await storeOrders(services, tx, shop, told)) await enqueueLedger(tx, shop);
  });
}
