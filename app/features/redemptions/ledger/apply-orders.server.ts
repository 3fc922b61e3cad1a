import type { ShopContext } from "../../../core/ids";
import { isPassing } from "../../../database/is-passing";
import type { Services } from "../../../services.server";
import { decideLedger } from "./decide-ledger";
import { findUnapplied, readLedger } from "./read-ledger.server";
import { writeLedger } from "./write-ledger.server";

/** Orders per transaction: their pools' lines are held for some hundredths of a second. */
const ordersPerStep = 200;
/** How long an order that cannot be settled is left alone. A newer state of it is tried at once. */
const asideMinutes = 60;

type SettleServices = Pick<Services, "database" | "clock" | "keyring" | "log">;

/**
 * Brings the ledger to the newest known states of the shop's orders: redemptions, the states of
 * codes, the figures, and who is owed a new code. Works step by step; safe to repeat, and by several
 * workers at once. An order that cannot be settled is logged and set aside for an hour, so that later
 * ones go on. Throws when `signal` is aborted; what is done by then stays done.
 */
export async function applyOrders(
  services: SettleServices,
  shop: ShopContext,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const found: string[] = [];
    try {
      if ((await settleStep(services, shop, null, found)) < ordersPerStep) return;
    } catch (error) {
      if (found.length < 2 || isPassing(error)) throw error;
      const failed = await settleHalves(services, shop, found, signal);
      // Where not one can be settled, the fault is not an order's.
      if (failed.length === found.length) throw error;
      await setAside(services, shop, failed);
    }
  }
}

/** Resolves how many orders were settled. `found` is filled with the ids of those it took on. */
function settleStep(
  services: SettleServices,
  shop: ShopContext,
  among: readonly string[] | null,
  found: string[] = [],
): Promise<number> {
  return services.database.transaction(async (tx) => {
    const now = services.clock.now();
    const orders = await findUnapplied(tx, shop, { most: ordersPerStep, now, among });
    found.splice(0, found.length, ...orders.map(({ id }) => id));
    if (orders.length === 0) return 0;
    const known = await readLedger(tx, services, shop, orders);
    await writeLedger(tx, shop, decideLedger(known), known.now);
    return known.orders.length;
  });
}

interface FailedOrder {
  id: string;
  error: unknown;
}

/** Settles orders that failed together in ever smaller groups. Resolves those that fail alone. */
async function settleHalves(
  services: SettleServices,
  shop: ShopContext,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<FailedOrder[]> {
  const half = Math.ceil(ids.length / 2);
  const failed: FailedOrder[] = [];
  for (const part of [ids.slice(0, half), ids.slice(half)]) {
    signal.throwIfAborted();
    const [first] = part;
    if (first === undefined) continue;
    try {
      await settleStep(services, shop, part);
    } catch (error) {
      if (isPassing(error)) throw error;
      if (part.length === 1) failed.push({ id: first, error });
      else failed.push(...(await settleHalves(services, shop, part, signal)));
    }
  }
  return failed;
}

async function setAside(
  { database, clock, log }: SettleServices,
  shop: ShopContext,
  failed: readonly FailedOrder[],
): Promise<void> {
  for (const { id, error } of failed) {
    log.error({ shopId: shop.id, orderId: id, err: error }, "an order cannot be settled");
  }
  await database.query(
    "UPDATE shop_order SET set_aside_until = $3 WHERE shop_id = $1 AND id = ANY($2::text[])",
    [shop.id, failed.map(({ id }) => id), new Date(clock.now().getTime() + asideMinutes * 60_000)],
  );
}
