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

/** Two customers that became one, as the platform's global ids. */
export interface MergedCustomers {
  kept: string;
  deleted: string;
}

/**
 * Makes one person of two customers, with all names that either of them has. Only when the store knows
 * one of the two; of the other nothing but its keyed hash is kept. The merge itself is remembered for
 * two days, as keyed hashes: what else is told of the two may come later. Safe to repeat.
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
  // Events of a store that uninstalled the app may still arrive.
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
