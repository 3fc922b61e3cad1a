import type { ShopContext } from "../core/ids";
import type { Transaction } from "../database/database.server";
import { enqueue } from "../database/enqueue.server";
import type { Services } from "../services.server";
import { normaliseRecipient } from "./recipient";
import { recipientKey } from "./recipient-vault.server";

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
 * Lets a job note that the customer and the address are one person, at once when the shop knows one of
 * the two. Otherwise the job looks again a while later, once, and keeps nothing if they are strangers
 * still. The job carries keyed hashes only. An address that nobody has verified is no one's name:
 * whoever typed it would get the code of the person it belongs to.
 */
export async function requestCustomerLink(
  services: Pick<Services, "encryptionKey" | "clock">,
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  { id, email, verified }: NewCustomer,
): Promise<void> {
  const customer = normaliseRecipient(id);
  const address = normaliseRecipient(email ?? "");
  if (!verified || !customer.ok || !address.ok || !address.value.includes("@")) return;
  const keys = [customer.value, address.value].map((name) => recipientKey(services, shop, name));
  const [customerKey, addressKey] = keys.map((key) => key.toString("hex"));
  const known = await tx.query(
    "SELECT 1 FROM recipient WHERE shop_id = $1 AND key = ANY($2::bytea[]) LIMIT 1",
    [shop.id, keys],
  );
  const later = new Date(services.clock.now().getTime() + secondLookMinutes * 60_000);
  await enqueue(
    tx,
    "link-customer",
    { shopId: shop.id, customer: customerKey ?? "", address: addressKey ?? "" },
    known.length > 0 ? {} : { runAt: later },
  );
}
