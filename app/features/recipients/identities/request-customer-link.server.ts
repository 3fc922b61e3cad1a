import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { findShop } from "../../shops/find-shop.server";
import { normaliseRecipient } from "../recipient";
import { recipientKey } from "../recipient-encryption.server";
import { linkCustomer } from "./link-customer.server";

/** A new customer on the platform. */
export interface NewCustomer {
  /** The platform's global ID. */
  id: string;
  email: string | null | undefined;
  /** Whether the email address is verified. */
  verified: boolean;
}

/** Tools that react to a new customer request a code within minutes; Shopify Flow takes seconds. */
const secondLookMinutes = 15;

/**
 * Links a new customer and their address if the shop knows one of them. Otherwise stores the pair
 * for a second attempt, as keyed hashes; it's dropped if both are still unknown. Pairs are rows
 * instead of jobs, because a store may import a million customers. Ignores unverified addresses:
 * anyone could type one and get its owner's code.
 */
export async function requestCustomerLink(
  services: Pick<Services, "keyring" | "clock">,
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  { id, email, verified }: NewCustomer,
): Promise<void> {
  const customer = normaliseRecipient(id);
  const address = normaliseRecipient(email ?? "");
  if (!verified || !customer.ok || !address.ok || !address.value.includes("@")) return;
  const pair = {
    customer: recipientKey(services, shop, customer.value),
    address: recipientKey(services, shop, address.value),
  };
  // Events of a store that has uninstalled the app may still arrive.
  if (!(await findShop({ database: tx }, shop.id))) return;
  if (await linkCustomer(tx, shop, pair)) return;
  await tx.query(
    `INSERT INTO customer_link (shop_id, customer, address, due_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (shop_id, customer) DO UPDATE SET address = excluded.address, due_at = excluded.due_at`,
    [
      shop.id,
      pair.customer,
      pair.address,
      new Date(services.clock.now().getTime() + secondLookMinutes * 60_000),
    ],
  );
}
