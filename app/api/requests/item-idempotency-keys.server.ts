import type { ShopContext } from "../../core/ids";
import { type Result, success } from "../../core/result";
import {
  holdIdempotencyKey,
  type IdempotencyKeyReused,
} from "../../features/api-keys/hold-idempotency-key.server";
import type { AppServices } from "../../services.server";

/**
 * The idempotency keys of the parts of a request about many recipients, by place: made from its
 * Idempotency-Key, so that the whole request can be sent again. Without one the parts have none.
 * `asked` is all that the request asks: with the same key, another question is refused.
 */
export async function itemIdempotencyKeys(
  request: { services: AppServices; shop: ShopContext; idempotencyKey: string | undefined },
  asked: unknown,
): Promise<Result<(place: number) => string | undefined, IdempotencyKeyReused>> {
  const { services, shop, idempotencyKey } = request;
  if (idempotencyKey === undefined) return success(() => undefined);
  const stem = await holdIdempotencyKey(services, shop, { idempotencyKey, asked });
  return stem.ok ? success((place) => `${stem.value}:${place}`) : stem;
}
