import type { ShopContext } from "../../../core/ids";
import type { Result } from "../../../core/result";
import { failure } from "../../../core/result";
import type { GuardTexts, Platform, PlatformGuard } from "../../../platform/platform";
import type { GuardRefused, PlatformFailure } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";

/** Title of the discount in the platform's admin. Shoppers don't see it, because it takes nothing off. */
const title = "Coupon Pools: code protection";

/**
 * How long only one process may create the discount: longer than a request takes, also one whose
 * response was lost.
 */
const leaseSeconds = 60;

/**
 * Creates the discount, unless another process is doing so; then this fails with
 * `platform_unreachable`. The claim is stored before the call, and after a lost response it stays:
 * when it has ended, the platform knows whether the discount exists.
 */
export async function createOnce(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  platform: Platform,
  texts: GuardTexts,
): Promise<Result<PlatformGuard, GuardRefused | PlatformFailure>> {
  const now = clock.now();
  const claimed = await database.query(
    `UPDATE guard SET creating_until = $3
      WHERE shop_id = $1 AND enabled AND (creating_until IS NULL OR creating_until <= $2) RETURNING 1`,
    [shop.id, now, new Date(now.getTime() + leaseSeconds * 1_000)],
  );
  if (claimed.length === 0) {
    return failure({ kind: "platform_unreachable", detail: "The guard is being created" });
  }
  const created = await platform.createGuard({ title, ...texts });
  if (created.ok || created.failure.kind !== "platform_unreachable") {
    await database.query(
      `UPDATE guard SET creating_until = NULL, platform_id = coalesce($2, platform_id)
        WHERE shop_id = $1`,
      [shop.id, created.ok ? created.value.id : null],
    );
  }
  return created;
}
