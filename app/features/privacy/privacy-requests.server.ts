import type { ShopContext } from "../../core/ids";
import type { Transaction } from "../../database/database.server";
import { enqueue } from "../../database/enqueue.server";
import type { Services } from "../../services.server";
import { normaliseRecipient } from "../recipients/recipient";
import { recipientKey } from "../recipients/recipient-encryption.server";

/** A customer as identified by the platform. */
export interface Customer {
  id?: string | null | undefined;
  email?: string | null | undefined;
}

/**
 * Keys that the customer may be stored under, as hex: by address and by the platform's customer ID.
 * Job payloads carry these instead of personal data.
 */
export function customerKeys(
  secret: Pick<Services, "keyring">,
  shop: Pick<ShopContext, "id">,
  { id, email }: Customer,
): string[] {
  return [id, email].flatMap((text) => {
    const read = normaliseRecipient(text ?? "");
    return read.ok ? [recipientKey(secret, shop, read.value).toString("hex")] : [];
  });
}

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

/** Enqueues the erasure of all data of a shop that uninstalled the app. */
export async function requestShopErasure(tx: Transaction, shop: ShopContext): Promise<void> {
  await enqueue(tx, "erase-shop", { shopId: shop.id }, { key: `erase-shop:${shop.id}` });
}
