import { enqueue } from "../../../database/enqueue.server";
import type { Services } from "../../../services.server";
import { findShop } from "../../shops/find-shop.server";
import { placeholderCode } from "./placeholder-code.server";

/** The platform removes codes asynchronously, so the result is checked later. */
const lookAgainMilliseconds = 10_000;

/**
 * Removes the placeholder code of a discount, and checks again later until it is gone. Safe to repeat.
 * Throws if the platform doesn't respond, and the job retries.
 */
export async function removePlaceholderCode(
  services: Services,
  { shopId, creation }: { shopId: number; creation: string },
): Promise<void> {
  const { database, clock } = services;
  const shop = await findShop(services, shopId);
  if (!shop) return;
  const platform = services.platform(shop.domain);
  const code = placeholderCode(services, shop, creation);
  const found = await platform.findCodes([code]);
  if (!found.ok)
    throw new Error(`The placeholder code couldn't be looked up: ${found.failure.detail}`);
  const place = found.value.get(code.toLowerCase());
  if (!place) return;
  if (place.platformCodeId === null)
    throw new Error("The placeholder code has no ID on the platform.");
  const removed = await platform.removeCodes(place.discountId, [place.platformCodeId]);
  if (!removed.ok && removed.failure.kind !== "discount_not_found") {
    throw new Error(`The placeholder code couldn't be removed: ${removed.failure.detail}`);
  }
  await enqueue(
    database,
    "remove-placeholder-code",
    { shopId, creation },
    {
      key: `remove-placeholder-code:${shopId}:${creation}`,
      runAt: new Date(clock.now().getTime() + lookAgainMilliseconds),
    },
  );
}
