import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";
import { enqueueAll } from "../../../database/enqueue.server";
import type { IncomingOrder, PlatformOrder } from "../../../platform/platform-order";
import type { Services } from "../../../services.server";
import { readOrderKey } from "./enqueue-order-read.server";
import type { IncomingState } from "./order-state";
import { readState } from "./read-state.server";
import { findConflicting, storeEvents, storeRead } from "./store-statement";

/** Orders in the state that we are told of. */
export type IncomingOrders =
  /** Events of the platform, each with its topic and id; those that were seen before are passed over. */
  | { now: Date; events: { topic: string; eventId: string; order: IncomingOrder }[] }
  /** The platform was asked just now: what it says is at least as new as anything of the same version. */
  | { read: PlatformOrder[] };

/**
 * Takes note of orders, in any order, any number of times. What is newer than what we knew is kept.
 * Orders that carry none of our codes, and never did, cost one look-up by their codes and leave
 * nothing behind but the receipt of their event. One statement, whoever calls and however many they
 * are; a second one for orders that another process took note of meanwhile. An order whose event does
 * not tell what was refunded in the store's currency is read from the platform instead. Resolves whether the ledger has to follow: the caller lets it, by `wakeLedger`.
 */
export async function storeOrders(
  services: Pick<Services, "keyring">,
  sql: Sql,
  shop: Pick<ShopContext, "id" | "domain">,
  told: IncomingOrders,
): Promise<boolean> {
  const state = (order: IncomingOrder) => readState(services, shop, order);
  const states =
    "read" in told
      ? told.read.map(state)
      : told.events.map(({ order, ...event }) => ({ ...event, ...state(order) }));
  const [noted] = await sql.query<Noted>("read" in told ? storeRead : storeEvents, [
    shop.id,
    JSON.stringify(states),
    ...("read" in told ? [] : [shop.domain, told.now]),
  ]);
  if (!noted) throw new Error("A statement without its row.");
  const { written, unclear, overtaken } = noted;
  const raced = states.filter(({ id }) => overtaken.includes(id));
  const met = raced.length > 0 ? await findMet(sql, shop, raced) : [];
  const asked = [...new Set([...unclear, ...met])].map((orderId) => ({
    payload: { shopId: shop.id, orderId },
    key: readOrderKey(shop, orderId),
  }));
  await enqueueAll(sql, "read-order", asked);
  return written > 0;
}

/** Ids of those that differ from what somebody else wrote down of the same moment. */
async function findMet(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  states: readonly IncomingState[],
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(findConflicting, [shop.id, JSON.stringify(states)]);
  return rows.map(({ id }) => id);
}

interface Noted {
  written: number;
  /**
   * Ids of orders of which two states of one moment differ, or whose refunds were told in the buyer's
   * currency: only the platform knows what is true.
   */
  unclear: string[];
  /** Ids of orders that somebody else wrote down while this statement ran. */
  overtaken: string[];
}
