import type { ShopContext } from "../../core/ids";
import { type Result, success } from "../../core/result";
import {
  type IdempotencyKeyReused,
  reserveIdempotencyKey,
} from "../../features/api-keys/reserve-idempotency-key.server";
import type { AppServices } from "../../services.server";

/**
 * Idempotency keys for the items of a batch request, by index. They're derived from its
 * Idempotency-Key, so the whole request can be retried. Without one, items have none. `content` is
 * the content of the request: the same key with other content is rejected.
 */
export async function itemIdempotencyKeys(
  request: { services: AppServices; shop: ShopContext; idempotencyKey: string | undefined },
  content: unknown,
): Promise<Result<(place: number) => string | undefined, IdempotencyKeyReused>> {
  const { services, shop, idempotencyKey } = request;
  if (idempotencyKey === undefined) return success(() => undefined);
  const stem = await reserveIdempotencyKey(services, shop, { idempotencyKey, request: content });
  return stem.ok ? success((place) => `${stem.value}:${place}`) : stem;
}
