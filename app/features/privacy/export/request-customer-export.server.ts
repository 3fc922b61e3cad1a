import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";
import type { Services } from "../../../services.server";
import { type Customer, customerKeys } from "../customer-keys.server";

/** Lets a job send the shop what is stored about a customer. `requestId` is the platform's number of the request. */
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
