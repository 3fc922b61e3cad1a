import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { findShop } from "../../shops/find-shop.server";
import { normaliseRecipient } from "../recipient";
import { recipientKey } from "../recipient-encryption.server";
import { linkCustomer } from "./link-customer.server";

/** A customer who came into being, as the platform names them. */
export interface NewCustomer {
  /** The platform's global id. */
  id: string;
  email: string | null | undefined;
  /** Whether the address is known to be theirs. */
  verified: boolean;
}

/** What reacts to a new customer asks for their code within minutes: Shopify Flow does so in seconds. */
const secondLookMinutes = 15;

/**
 * Notes that the customer and the address are one person, if the shop knows one of the two. Otherwise
 * the pair is kept for a while, as keyed hashes, and looked at once more; it is dropped if they are
 * strangers still. A pair is a row and not a job: a store may import a million customers. An address
 * that nobody has verified is no one's name: whoever typed it would get the code of the person it
 * belongs to.
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
  // Events of a store that uninstalled the app may still arrive.
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
