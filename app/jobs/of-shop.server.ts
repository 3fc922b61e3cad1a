import type { ShopContext } from "../core/ids";
import { findShop } from "../features/shops/find-shop.server";
import type { Services } from "../services.server";

/** Loads the shop of a job. The job does nothing once the shop is erased. */
export function ofShop<Payload extends { shopId: number }>(
  run: (
    services: Services,
    shop: ShopContext,
    payload: Payload,
    signal: AbortSignal,
  ) => Promise<unknown>,
) {
  return async (services: Services, payload: Payload, signal: AbortSignal): Promise<void> => {
    const shop = await findShop(services, payload.shopId);
    if (shop) await run(services, shop, payload, signal);
  };
}
