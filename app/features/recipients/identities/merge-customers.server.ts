import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { findShop } from "../../shops/find-shop.server";
import { normaliseRecipient } from "../recipient";
import { recipientKey } from "../recipient-encryption.server";
import { joinIdentities } from "./join-identities.server";
import {
  lockIdentities,
  mergedWith,
  pendingAddresses,
  storeMerge,
} from "./merged-identities.server";

/** Two merged customers, as global IDs of the platform. */
export interface MergedCustomers {
  kept: string;
  deleted: string;
}

/**
 * Merges two customers with all their identities. Does so only if the store knows one of them; of
 * the other only the keyed hash is stored. The merge is remembered for two days, as keyed hashes,
 * because related events may arrive later. Idempotent.
 */
export async function mergeCustomers(
  services: Pick<Services, "keyring" | "clock">,
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  merged: MergedCustomers,
): Promise<void> {
  const kept = normaliseRecipient(merged.kept);
  const deleted = normaliseRecipient(merged.deleted);
  if (!kept.ok || !deleted.ok) return;
  await lockIdentities(tx, shop, "merge");
  // Events of a store that has uninstalled the app may still arrive.
  if (!(await findShop({ database: tx }, shop.id))) return;
  const key = recipientKey(services, shop, kept.value);
  await storeMerge(tx, shop, {
    kept: key,
    deleted: recipientKey(services, shop, deleted.value),
    now: services.clock.now(),
  });
  const customers = await mergedWith(tx, shop, key);
  await joinIdentities(tx, shop, [...customers, ...(await pendingAddresses(tx, shop, customers))]);
}
