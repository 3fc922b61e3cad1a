import type { ShopContext } from "../../../core/ids";
import type { Result } from "../../../core/result";
import type { OrderPage, PlatformOrder } from "../../../platform/platform-order";
import type { Services } from "../../../services.server";
import { enqueueLedger } from "../ledger/enqueue-ledger.server";
import { storeOrders } from "../orders/store-orders.server";
import { findUnknown } from "./find-unknown.server";
import { readWatermark, startOfTime, writeWatermark } from "./watermark.server";

/** Orders that are compared at a time. */
const ordersPerPage = 100;
/** Orders of a page that are read at once; the platform's client spreads the calls. */
const readsAtOnce = 5;
/**
 * How far each run goes back behind the watermark: the platform lists an order some moments after it
 * changed, and keeps whole seconds.
 */
const overlapMs = 5 * 60_000;

/**
 * Compares the shop's orders with the platform, from the watermark on, and takes note of those whose
 * events were lost. The watermark moves with the effects of each page, so that a run that was cut off
 * is gone on with. Throws when the platform does not answer or `signal` is aborted.
 */
export async function reconcileOrders(
  services: Pick<Services, "database" | "clock" | "keyring" | "platform">,
  shop: ShopContext,
  signal: AbortSignal,
): Promise<void> {
  const { database } = services;
  const [code] = await database.query("SELECT 1 FROM code WHERE shop_id = $1 LIMIT 1", [shop.id]);
  // Without codes there is nothing to find, and the first run must not be spent on it.
  if (!code) return;
  const platform = services.platform(shop.domain, "bulk");
  const until = (await readWatermark(database, shop)) ?? startOfTime(services.clock.now());
  const updatedSince = new Date(until.getTime() - overlapMs);
  for (let cursor: string | null = null; ; ) {
    signal.throwIfAborted();
    const page: OrderPage | undefined = answered(
      await platform.listOrders({ updatedSince, cursor, limit: ordersPerPage }),
    );
    if (!page) return;
    const unknown = await findUnknown(database, shop, page.orders);
    const orders: PlatformOrder[] = [];
    for (let from = 0; from < unknown.length; from += readsAtOnce) {
      signal.throwIfAborted();
      const group = unknown.slice(from, from + readsAtOnce);
      const read = await Promise.all(group.map((id) => platform.readOrder(id)));
      orders.push(...read.flatMap((order) => answered(order) ?? []));
    }
    const last = page.orders.at(-1);
    await database.transaction(async (tx) => {
      if (await storeOrders(services, tx, shop, { read: orders })) await enqueueLedger(tx, shop);
      if (last) await writeWatermark(tx, shop, last.updatedAt);
    });
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
  }
}

/** The value; undefined where the platform has nothing for us. No answer is no reason to go on without. */
function answered<Value>(
  result: Result<Value, { kind: string; detail?: string }>,
): Value | undefined {
  if (result.ok) return result.value;
  if (result.failure.kind === "platform_unreachable") throw new Error(result.failure.detail);
  return undefined;
}
