import type { ShopContext } from "../../../core/ids";
import type { Result } from "../../../core/result";
import { enqueueAll } from "../../../database/enqueue.server";
import type { OrderPage, PlatformOrder } from "../../../platform/platform-order";
import type { Services } from "../../../services.server";
import { enqueueLedger } from "../enqueue-orders.server";
import { storeOrders } from "../orders/store-orders.server";
import { findUnknown } from "./find-unknown.server";
import { firstWatermark, readWatermark, writeWatermark } from "./watermark.server";

/** Orders compared per page. */
const ordersPerPage = 100;
/** Concurrent reads; the platform client handles the rate limit. */
const readsAtOnce = 5;
/**
 * How far each run overlaps the last one: the platform lists an order moments after it changed, and
 * rounds to seconds.
 */
const overlapMs = 5 * 60_000;

/**
 * Compares the shop's orders with the platform, from the watermark on, and stores those whose
 * webhooks were lost. The watermark is committed with each page, so an interrupted run resumes.
 * Throws when the platform doesn't respond or `signal` is aborted.
 */
export async function reconcileOrders(
  services: Pick<Services, "database" | "clock" | "keyring" | "platform">,
  shop: ShopContext,
  signal: AbortSignal,
): Promise<void> {
  const { database } = services;
  const [code] = await database.query("SELECT 1 FROM readable.code WHERE shop_id = $1 LIMIT 1", [
    shop.id,
  ]);
  // Without codes there's nothing to find, and it would waste the first run's lookback.
  if (!code) return;
  const platform = services.platform(shop.domain, "bulk");
  const until = (await readWatermark(database, shop)) ?? firstWatermark(services.clock.now());
  const updatedSince = new Date(until.getTime() - overlapMs);
  for (let cursor: string | null = null; ; ) {
    signal.throwIfAborted();
    const page: OrderPage | undefined = unwrap(
      await platform.listOrders({ updatedSince, cursor, limit: ordersPerPage }),
    );
    if (!page) return;
    const unknown = await findUnknown(database, shop, page.orders);
    const orders: PlatformOrder[] = [];
    for (let from = 0; from < unknown.length; from += readsAtOnce) {
      signal.throwIfAborted();
      const group = unknown.slice(from, from + readsAtOnce);
      const read = await Promise.all(group.map((id) => platform.readOrder(id)));
      orders.push(...read.flatMap((order) => unwrap(order) ?? []));
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

/**
 * The value; undefined if the platform denies access or has no such order. Throws if it doesn't
 * respond.
 */
function unwrap<Value>(
  result: Result<Value, { kind: string; detail?: string }>,
): Value | undefined {
  if (result.ok) return result.value;
  if (result.failure.kind === "platform_unreachable") throw new Error(result.failure.detail);
  return undefined;
}

/** Enqueues the order reconciliation of each installed shop with a pool. */
export async function reconcileShops({ database }: Pick<Services, "database">): Promise<void> {
  const shops = await database.query<{ id: number }>(
    `SELECT id FROM readable.shop WHERE uninstalled_at IS NULL
        AND EXISTS (SELECT 1 FROM readable.pool WHERE pool.shop_id = shop.id)`,
  );
  await enqueueAll(
    database,
    "reconcile-orders",
    shops.map(({ id }) => ({ payload: { shopId: id }, key: `reconcile-orders:${id}` })),
  );
}
