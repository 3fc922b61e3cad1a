import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";
import type { Services } from "../../../services.server";
import { type Customer, customerKeys } from "../customer-keys.server";

/** Enqueues the erasure of a customer and of the buyers of `orders` (platform IDs). */
export async function requestCustomerErasure(
  services: Pick<Services, "keyring">,
  tx: Transaction,
  shop: ShopContext,
  { customer, orders }: { customer: Customer; orders: string[] },
): Promise<void> {
  const keys = customerKeys(services, shop, customer);
  if (keys.length + orders.length === 0) return;
  await enqueue(tx, "erase-customer", { shopId: shop.id, keys, orders });
}
