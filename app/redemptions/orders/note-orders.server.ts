import type { ShopContext } from "../../core/ids";
import type { Transaction } from "../../database/database.server";
import { enqueue, enqueueAll } from "../../database/enqueue.server";
import type { PlatformOrder } from "../../platform/platform-order";
import type { Services } from "../../services.server";
import { readOrderKey } from "./ask-for-order.server";
import { orderColumns, writeOrders } from "./order-rows.server";
import { compareStates, type OrderState } from "./order-state";
import { readState } from "./read-state.server";

export interface ToldOrders {
  orders: readonly PlatformOrder[];
  /** `read`: the platform was asked just now, so what it says is at least as new as anything of the same version. */
  from: "event" | "read";
}

/**
 * Takes note of orders in the state that we are told of, in any order, any number of times. What is
 * newer than what we knew is kept, and a job brings the ledger to it. Orders that carry none of our
 * codes, and never did, cost one look-up by their codes and leave nothing behind.
 */
export async function noteOrders(
  services: Pick<Services, "encryptionKey">,
  tx: Transaction,
  shop: ShopContext,
  { orders, from }: ToldOrders,
): Promise<void> {
  if (orders.length === 0) return;
  const told = newestOfEach(orders.map((order) => readState(services, shop, order)));
  const [ours, known] = [
    await ourCodes(tx, shop, told),
    await knownOrders(
      tx,
      shop,
      told.map(({ id }) => id),
    ),
  ];
  const newer: OrderState[] = [];
  const unclear: string[] = [];
  for (const order of told) {
    const before = known.get(order.id);
    if (!before && !order.codes.some(({ key }) => ours.has(key))) continue;
    const verdict = compareStates(before, order);
    if (verdict === "newer" || (verdict === "unclear" && from === "read")) newer.push(order);
    else if (verdict === "unclear") unclear.push(order.id);
  }
  if (newer.length > 0) {
    await writeOrders(tx, shop, newer);
    await enqueue(tx, "settle-orders", { shopId: shop.id }, { key: `settle-orders:${shop.id}` });
  }
  await enqueueAll(
    tx,
    "read-order",
    unclear.map((orderId) => ({
      payload: { shopId: shop.id, orderId },
      key: readOrderKey(shop, orderId),
    })),
  );
}

/** Events that came together may tell of one order twice. */
function newestOfEach(states: OrderState[]): OrderState[] {
  const newest = new Map<string, OrderState>();
  for (const state of states) {
    if (compareStates(newest.get(state.id), state) === "newer") newest.set(state.id, state);
  }
  return [...newest.values()];
}

/** The keys of those codes of the orders that are ours. */
async function ourCodes(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  orders: readonly OrderState[],
): Promise<Set<string>> {
  const keys = orders.flatMap(({ codes }) => codes.map(({ key }) => key));
  if (keys.length === 0) return new Set();
  const rows = await tx.query<{ key: string }>(
    "SELECT code_key AS key FROM code WHERE shop_id = $1 AND code_key = ANY($2::text[])",
    [shop.id, keys],
  );
  return new Set(rows.map(({ key }) => key));
}

/** Locked, in one direction, so that what is decided from them stays true. */
async function knownOrders(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  ids: readonly string[],
): Promise<Map<string, OrderState>> {
  const rows = await tx.query<OrderState>(
    `SELECT ${orderColumns} FROM shop_order WHERE shop_id = $1 AND id = ANY($2::text[])
      ORDER BY id FOR UPDATE`,
    [shop.id, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
