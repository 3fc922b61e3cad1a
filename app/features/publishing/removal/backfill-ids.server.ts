import { type Result, success } from "../../../core/result";
import type { Platform, PlatformCode } from "../../../platform/platform";
import type { DiscountNotFound, PlatformFailure } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { codeKey } from "../../codes/code-text";

const codesPerPage = 250;

/**
 * Reads all codes of a discount and stores the platform's IDs of our orphaned ones. When many need
 * removing, this costs a fraction of looking up each one.
 */
export async function backfillIds(
  { database }: Pick<Services, "database">,
  shopId: number,
  platform: Pick<Platform, "listCodes">,
  discount: string,
  signal: AbortSignal,
): Promise<Result<null, DiscountNotFound | PlatformFailure>> {
  for (let cursor: string | null = null; ; ) {
    signal.throwIfAborted();
    const page: Awaited<ReturnType<Platform["listCodes"]>> = await platform.listCodes(
      discount,
      cursor,
      codesPerPage,
    );
    if (!page.ok) return page;
    await writeIds(database, shopId, page.value.codes);
    cursor = page.value.nextCursor;
    if (cursor === null) return success(null);
  }
}

/** Doesn't need the pool's lock: claims never touch expired or voided codes. */
async function writeIds(
  database: Services["database"],
  shopId: number,
  codes: readonly PlatformCode[],
): Promise<void> {
  await database.query(
    `WITH page AS (SELECT * FROM unnest($2::text[], $3::bigint[]) AS page (key, number)
     ), left_over AS (
       UPDATE deletion_backlog SET platform_id = page.number FROM page
        WHERE deletion_backlog.shop_id = $1 AND deletion_backlog.code_key = page.key
     )
     UPDATE code SET platform_id = page.number FROM page
      WHERE code.shop_id = $1 AND code.code_key = page.key AND code.publish_status = 'live'
        AND code.stored_state IN ('expired', 'voided')`,
    [
      shopId,
      codes.map(({ code }) => codeKey(code)),
      codes.map(({ platformCodeId }) => platformCodeId),
    ],
  );
}
