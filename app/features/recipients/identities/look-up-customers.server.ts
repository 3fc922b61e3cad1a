import type { ShopContext } from "../../../core/ids";
import { type Result, success } from "../../../core/result";
import type { Transaction } from "../../../database/database.server";
import type { Platform } from "../../../platform/platform";
import type { PlatformFailure } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { findShop } from "../../shops/find-shop.server";
import { normaliseRecipient } from "../recipient";
import { recipientKey } from "../recipient-encryption.server";
import { upsertRecipients } from "../upsert-recipients.server";
import { joinIdentities } from "./join-identities.server";
import { lockIdentities } from "./merged-identities.server";

/** A recipient by address. */
export interface AddressedRecipient {
  recipientId: number;
  address: string;
}

/**
 * Looks up the customers of these addresses on the platform, and links each with its address: the
 * two are one person. Reaches customers who existed before the shop knew them, whom no event
 * announces. Addresses without a customer are remembered. Unverified ones count as such, because
 * anyone can type them.
 */
export async function lookUpCustomers(
  services: Pick<Services, "database" | "clock" | "keyring">,
  shop: ShopContext,
  platform: Pick<Platform, "findCustomers">,
  recipients: readonly AddressedRecipient[],
): Promise<Result<null, PlatformFailure>> {
  const found = await platform.findCustomers(recipients.map(({ address }) => address));
  if (!found.ok) return found;
  const customers = new Map<string, string>();
  for (const { customerId, email, verified } of found.value) {
    const address = normaliseRecipient(email);
    if (verified && address.ok) customers.set(address.value, customerId);
  }
  await services.database.transaction(async (tx) => {
    await lockIdentities(tx, shop, "link");
    if (!(await findShop({ database: tx }, shop.id))) return;
    for (const { address } of recipients) {
      const customerId = customers.get(address);
      if (customerId !== undefined) await link(tx, services, shop, address, customerId);
    }
    const strangers = recipients.filter(({ address }) => !customers.has(address));
    await tx.query(
      `INSERT INTO customer_lookup (shop_id, recipient_id, looked_up_at)
       SELECT $1, id, $3 FROM unnest($2::bigint[]) AS stranger (id) ORDER BY id
       ON CONFLICT (shop_id, recipient_id) DO UPDATE SET looked_up_at = excluded.looked_up_at`,
      [shop.id, strangers.map(({ recipientId }) => recipientId), services.clock.now()],
    );
  });
  return success(null);
}

/** Links a customer with an address, unless the person was erased meanwhile. */
async function link(
  tx: Transaction,
  services: Pick<Services, "keyring">,
  shop: ShopContext,
  address: string,
  customerId: string,
): Promise<void> {
  const customer = normaliseRecipient(customerId);
  const email = normaliseRecipient(address);
  if (!customer.ok || !email.ok) return;
  const keys = [customer.value, email.value].map((name) => recipientKey(services, shop, name));
  const [key] = keys;
  if (!key || !(await joinIdentities(tx, shop, keys))) return;
  await upsertRecipients(services, tx, shop, [{ key, text: customer.value }]);
}

/** How long an address without a customer isn't looked up again. */
const lookUpDays = 30;

/** Those of the recipients that were looked up lately and had no customer. */
export async function readStrangers(
  { database, clock }: Pick<Services, "database" | "clock">,
  shopId: number,
  recipientIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await database.query<{ recipientId: number }>(
    `SELECT recipient_id AS "recipientId" FROM customer_lookup
      WHERE shop_id = $1 AND recipient_id = ANY($2::bigint[])
        AND looked_up_at > $3::timestamptz - make_interval(days => $4)`,
    [shopId, recipientIds, clock.now(), lookUpDays],
  );
  return new Set(rows.map(({ recipientId }) => recipientId));
}
