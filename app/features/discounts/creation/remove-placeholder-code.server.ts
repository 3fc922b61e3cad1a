import { enqueue } from "../../../database/enqueue.server";
import type { Services } from "../../../services.server";
import { findShop } from "../../shops/find-shop.server";
import { placeholderCode } from "./placeholder-code.server";

/** The platform removes codes in its own time; then it is looked at again. */
const lookAgainMilliseconds = 10_000;

/**
 * Removes the code that a discount was created with, and looks again later until the platform no longer
 * knows it; safe to repeat. Throws when the platform does not answer: the job is tried again.
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
  if (!found.ok) throw new Error(`The first code was not looked up: ${found.failure.detail}`);
  const place = found.value.get(code.toLowerCase());
  if (!place) return;
  if (place.platformCodeId === null) throw new Error("The first code has no id on the platform.");
  const removed = await platform.removeCodes(place.discountId, [place.platformCodeId]);
  if (!removed.ok && removed.failure.kind !== "discount_not_found") {
    throw new Error(`The first code was not removed: ${removed.failure.detail}`);
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
