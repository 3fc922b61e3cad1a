import type { ShopContext } from "../../../core/ids";
import type { PlatformFailure, PlatformRefused } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { recordSupplyFailure } from "../../pools/stock/supply-failure.server";

/**
 * Records for the merchant that codes can't be uploaded: for one pool, or (null) for all pools with
 * pending uploads. Throws if a retry may help, so the job is retried.
 */
export async function recordUploadFailure(
  { database, clock, platform }: Pick<Services, "database" | "clock" | "platform">,
  shop: Pick<ShopContext, "id" | "domain">,
  poolId: number | null,
  failure: PlatformFailure | PlatformRefused,
): Promise<void> {
  const pools = await database.query<{ id: number }>(
    `SELECT pool_id AS id FROM readable.pool_supply
      WHERE shop_id = $1 AND uploading > 0 AND ($2::int IS NULL OR pool_id = $2)`,
    [shop.id, poolId],
  );
  const { name } = platform(shop.domain);
  const texts = {
    platform_denied: `${name} doesn’t let the app add codes. Open the app in the admin and grant the permissions it asks for.`,
    platform_refused: `${name} doesn’t accept the codes: “${failure.detail}”`,
    platform_unreachable: `${name} isn’t responding. The app keeps trying to upload the codes.`,
  };
  const text = texts[failure.kind];
  const ids = pools.map(({ id }) => id);
  await recordSupplyFailure(database, shop.id, ids, "uploading", text, clock.now());
  if (failure.kind === "platform_unreachable")
    throw new Error(`The platform is unreachable: ${failure.detail}`);
}
