import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { wakeRemoval } from "../../pools/supply-figures.server";
import { removeDeadCodes } from "./remove-dead-codes.server";

/** Removes dead codes from the platform for about a minute, and asks for another turn when there are more. */
export async function removeCodes(
  services: Services,
  shop: ShopContext,
  signal: AbortSignal,
): Promise<void> {
  const { more } = await removeDeadCodes(services, shop, signal);
  if (more) await services.database.transaction((tx) => wakeRemoval(tx, shop.id));
}
