import type { ShopContext } from "../../../core/ids";
import { isPassing } from "../../../database/is-passing";
import type { Services } from "../../../services.server";
import { decideLedger } from "./decide-ledger";
import { findUnapplied, readLedger } from "./read-ledger.server";
import { writeLedger } from "./write-ledger.server";

/** Orders per transaction: holds their pools' locks for a few hundredths of a second. */
const ordersPerStep = 200;
/** How long an order that fails is skipped. A newer state of it is tried right away. */
const skipMinutes = 60;

type ApplyServices = Pick<Services, "database" | "clock" | "keyring" | "log">;

/**
 * Applies the latest known states of the shop's orders to the ledger: redemptions, code states,
 * figures and pending replacements. Works step by step; idempotent and safe to run in several workers.
 * An order that fails is logged and skipped for an hour, so it doesn't block later ones. Throws
 * when `signal` is aborted; finished steps are kept.
 */
export async function applyOrders(
  services: ApplyServices,
  shop: ShopContext,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const found: string[] = [];
    try {
      if ((await applyStep(services, shop, null, found)) < ordersPerStep) return;
    } catch (error) {
      if (found.length < 2 || isPassing(error)) throw error;
      const failed = await applyHalves(services, shop, found, signal);
      // If every order fails, the cause isn't an order.
      if (failed.length === found.length) throw error;
      await skipOrders(services, shop, failed);
    }
  }
}

/** Resolves how many orders were applied. Fills `found` with the IDs of those it tried. */
function applyStep(
  services: ApplyServices,
  shop: ShopContext,
  among: readonly string[] | null,
  found: string[] = [],
): Promise<number> {
  return services.database.transaction(async (tx) => {
    const now = services.clock.now();
    const orders = await findUnapplied(tx, shop, { limit: ordersPerStep, now, among });
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

/** Bisects orders that failed together. Resolves those that fail on their own. */
async function applyHalves(
  services: ApplyServices,
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
      await applyStep(services, shop, part);
    } catch (error) {
      if (isPassing(error)) throw error;
      if (part.length === 1) failed.push({ id: first, error });
      else failed.push(...(await applyHalves(services, shop, part, signal)));
    }
  }
  return failed;
}

async function skipOrders(
  { database, clock, log }: ApplyServices,
  shop: ShopContext,
  failed: readonly FailedOrder[],
): Promise<void> {
  for (const { id, error } of failed) {
    log.error({ shopId: shop.id, orderId: id, err: error }, "an order could not be applied");
  }
  await database.query(
    "UPDATE shop_order SET set_aside_until = $3 WHERE shop_id = $1 AND id = ANY($2::text[])",
    [shop.id, failed.map(({ id }) => id), new Date(clock.now().getTime() + skipMinutes * 60_000)],
  );
}
