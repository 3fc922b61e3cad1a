import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { enqueueRemoval } from "../../pools/stock/supply-figures.server";
import { removeOrphanedCodes } from "./remove-orphaned-codes.server";

/** Removes orphaned codes for about a minute, and enqueues another run if there are more. */
export async function removeCodes(
  services: Services,
  shop: ShopContext,
  signal: AbortSignal,
): Promise<void> {
  const { more } = await removeOrphanedCodes(services, shop, signal);
  if (more) await services.database.transaction((tx) => enqueueRemoval(tx, shop.id));
}
