import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import { decideLedger } from "./decide-ledger";
import { findUnsettled, readLedger } from "./read-ledger.server";
import { writeLedger } from "./write-ledger.server";

/** Orders per transaction: their pools' lines are held for some hundredths of a second. */
const ordersPerStep = 200;

/**
 * Brings the ledger to the newest known states of the shop's orders: redemptions, the states of
 * codes, the figures, and who is owed a new code. Works step by step; safe to repeat, and by several
 * workers at once. Throws when `signal` is aborted; what is done by then stays done.
 */
export async function settleOrders(
  services: Pick<Services, "database" | "clock" | "encryptionKey">,
  shop: ShopContext,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const settled = await services.database.transaction(async (tx) => {
      const found = await findUnsettled(tx, shop, ordersPerStep);
      if (found.length === 0) return 0;
      const known = await readLedger(tx, services, shop, found);
      await writeLedger(tx, shop, decideLedger(known), known.now);
      return known.orders.length;
    });
    if (settled < ordersPerStep) return;
  }
}
