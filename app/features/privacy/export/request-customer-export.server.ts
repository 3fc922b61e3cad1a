import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";
import type { Services } from "../../../services.server";
import { type Customer, customerKeys } from "../customer-keys.server";

/**
 * Enqueues the export of a customer's data to the store. `requestId` is the platform's ID of the
 * request.
 */
export async function requestCustomerExport(
  services: Pick<Services, "keyring">,
  tx: Transaction,
  shop: ShopContext,
  { customer, requestId }: { customer: Customer; requestId: string },
): Promise<void> {
  await enqueue(tx, "export-customer", {
    shopId: shop.id,
    keys: customerKeys(services, shop, customer),
    requestId,
    customerId: customer.id ?? null,
  });
}
