import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";
import { enqueueAll } from "../../../database/enqueue.server";
import type { IncomingOrder, PlatformOrder } from "../../../platform/platform-order";
import type { Services } from "../../../services.server";
import { readOrderKey } from "../enqueue-orders.server";
import type { IncomingState } from "./order-state";
import { readState } from "./read-state.server";
import { findConflicting, storeEvents, storeRead } from "./store-statement";

/** Orders from webhooks or from a read. */
export type IncomingOrders =
  /** Webhook events with their topics and IDs. Duplicates are ignored. */
  | { now: Date; events: { topic: string; eventId: string; order: IncomingOrder }[] }
  /** Just read from the platform, so at least as new as anything stored with the same version. */
  | { read: PlatformOrder[] };

/**
 * Stores orders; duplicates and any order of arrival are fine, the newest version wins. Orders that
 * never carried one of our codes cost one lookup and store only the receipt of their event. Uses
 * one statement for any number of orders, plus a second one for orders that another process stored
 * meanwhile. Orders whose event lacks the refunded amount in the store's currency are read from the
 * platform instead. Resolves whether anything was stored: if so, the caller enqueues the ledger.
 */
export async function storeOrders(
  services: Pick<Services, "keyring">,
  sql: Sql,
  shop: Pick<ShopContext, "id" | "domain">,
  incoming: IncomingOrders,
): Promise<boolean> {
  const state = (order: IncomingOrder) => readState(services, shop, order);
  const states =
    "read" in incoming
      ? incoming.read.map(state)
      : incoming.events.map(({ order, ...event }) => ({ ...event, ...state(order) }));
  const [stored] = await sql.query<StoreResult>("read" in incoming ? storeRead : storeEvents, [
    shop.id,
    JSON.stringify(states),
    ...("read" in incoming ? [] : [shop.domain, incoming.now]),
  ]);
  if (!stored) throw new Error("The statement returned no row.");
  const { written, unclear, raced } = stored;
  const racedStates = states.filter(({ id }) => raced.includes(id));
  const conflicting = raced.length > 0 ? await findConflicts(sql, shop, racedStates) : [];
  const jobs = [...new Set([...unclear, ...conflicting])].map((orderId) => ({
    payload: { shopId: shop.id, orderId },
    key: readOrderKey(shop, orderId),
  }));
  await enqueueAll(sql, "read-order", jobs);
  return written > 0;
}

/** IDs of orders that differ from a stored state with the same version. */
async function findConflicts(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  states: readonly IncomingState[],
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(findConflicting, [shop.id, JSON.stringify(states)]);
  return rows.map(({ id }) => id);
}

interface StoreResult {
  written: number;
  /**
   * IDs of orders to read from the platform: two states of the same version differ, or the refunds
   * are in the buyer's currency.
   */
  unclear: string[];
  /** IDs of orders that another process stored while this statement ran. */
  raced: string[];
}
