import type { ShopContext } from "../../../core/ids";
import { type Result, success } from "../../../core/result";
import type { RequestPriority } from "../../../platform/platform";
import type { PlatformFailure } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { findOnlyDiscount, lookUpCodes } from "./look-up-codes.server";
import { readStoreCheck } from "./read-store-check.server";
import { recordLookUp } from "./record-look-up.server";
import { type StoreCheck, sampleSize } from "./store-check";

/**
 * Looks up a sample of an unlinked pool's codes in the store and saves the result. The sample takes
 * codes from both ends of the queue, so it includes the last import. Resolves null when the pool is
 * linked or has no codes. If the platform doesn't respond, the previous check stays.
 */
export async function checkSample(
  services: Pick<Services, "database" | "clock" | "platform">,
  shop: Pick<ShopContext, "id" | "domain">,
  poolId: number,
  priority: RequestPriority = "normal",
): Promise<Result<StoreCheck | null, PlatformFailure>> {
  const sample = await drawSample(services, shop.id, poolId);
  if (sample.length === 0) return success(null);
  const platform = services.platform(shop.domain, priority);
  const looked = await lookUpCodes(
    platform,
    sample.map(({ code }) => code),
  );
  if (!looked.ok) return looked;
  const discountId = await findOnlyDiscount(services, shop, platform, looked.value.discounts);
  const codes = sample.map(({ id, code }) => ({
    id,
    works: looked.value.works.get(code.toLowerCase()) ?? false,
  }));
  const { lookedUp, working, ended } = looked.value;
  const check = { lookedUp, working, ended, everyCode: false, discountId };
  await recordLookUp(services, shop.id, poolId, { codes, check });
  return success(await readStoreCheck(services, shop, poolId));
}

async function drawSample(
  { database }: Pick<Services, "database">,
  shopId: number,
  poolId: number,
): Promise<{ id: number; code: string }[]> {
  const unlinked = `EXISTS (SELECT 1 FROM readable.pool WHERE shop_id = $1 AND id = $2
    AND discount_id IS NULL AND type <> 'dynamic' AND deleted_at IS NULL)`;
  const waiting = "shop_id = $1 AND pool_id = $2 AND stored_state = 'available'";
  const drawn = await database.query<{ id: number; code: string }>(
    `SELECT id, code FROM (
       (SELECT id, code FROM readable.code WHERE ${waiting} ORDER BY position LIMIT $3)
       UNION
       (SELECT id, code FROM readable.code WHERE ${waiting} ORDER BY position DESC LIMIT $4)) AS ends
      WHERE ${unlinked} LIMIT $3::int + $4::int`,
    [shopId, poolId, Math.floor(sampleSize / 2), Math.ceil(sampleSize / 2)],
  );
  if (drawn.length > 0) return drawn;
  // None are available: sample assigned codes instead.
  return database.query<{ id: number; code: string }>(
    `SELECT id, code FROM current_code WHERE shop_id = $1 AND pool_id = $2 AND state = 'assigned'
        AND ${unlinked} ORDER BY code_key LIMIT $3`,
    [shopId, poolId, sampleSize],
  );
}
