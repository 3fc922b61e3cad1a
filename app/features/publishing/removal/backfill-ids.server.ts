import { type Result, success } from "../../../core/result";
import type { Platform } from "../../../platform/platform";
import type { DiscountNotFound, PlatformFailure } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { writeOrphanedIds } from "../../codes/publishing/orphaned-codes.server";

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
    const codes = page.value.codes.map(({ code, platformCodeId: platformId }) => ({
      code,
      platformId,
    }));
    await writeOrphanedIds(database, shopId, codes);
    cursor = page.value.nextCursor;
    if (cursor === null) return success(null);
  }
}
