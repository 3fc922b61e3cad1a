import { failure, type Result, success } from "../../../core/result";
import type { Platform, PlatformCode } from "../../../platform/platform";
import type { PlatformFailure } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { codeKey } from "../../codes/code-text";

const codesPerPage = 250;

export interface PageRead {
  shopId: number;
  checkId: number;
  discountId: number;
  /** Where an earlier run stopped in this discount; null: start at the beginning. */
  cursor: string | null;
  /** When this run ends, on the clock of `performance.now()`. */
  until: number;
  signal: AbortSignal;
}

/**
 * Stores the codes that the platform has under a discount, page by page, together with the next
 * cursor. Resolves `later` when the run's time is up. A deleted discount has no codes. Fails when
 * the platform doesn't respond or denies access. Throws when `signal` is aborted.
 */
export async function readPages(
  { database }: Pick<Services, "database">,
  platform: Pick<Platform, "listCodes">,
  { cursor: from, until, signal, ...place }: PageRead,
  discount: { platformId: string },
): Promise<Result<"all" | "later", PlatformFailure>> {
  for (let cursor = from; ; ) {
    signal.throwIfAborted();
    if (performance.now() > until) return success("later");
    const page: Awaited<ReturnType<Platform["listCodes"]>> = await platform.listCodes(
      discount.platformId,
      cursor,
      codesPerPage,
    );
    if (!page.ok) {
      if (page.failure.kind === "discount_not_found") return success("all");
      return failure(page.failure);
    }
    cursor = page.value.nextCursor;
    await savePage(database, place, page.value.codes, cursor);
    if (cursor === null) return success("all");
  }
}

async function savePage(
  database: Services["database"],
  { shopId, checkId, discountId }: { shopId: number; checkId: number; discountId: number },
  codes: readonly PlatformCode[],
  cursor: string | null,
): Promise<void> {
  await database.query(
    `WITH page AS (
       INSERT INTO reconciliation_seen (shop_id, check_id, platform_id, code, code_key)
       SELECT $1, $2, number, code, key FROM unnest($5::bigint[], $6::text[], $7::text[]) AS page (number, code, key)
       ON CONFLICT DO NOTHING RETURNING 1)
     UPDATE reconciliation SET discount_id = $3, cursor = $4, read = read + (SELECT count(*) FROM page),
            unanswered_since = NULL, next_try_at = NULL
      WHERE shop_id = $1 AND id = $2`,
    [
      shopId,
      checkId,
      discountId,
      cursor,
      codes.map(({ platformCodeId }) => platformCodeId),
      codes.map(({ code }) => code),
      codes.map(({ code }) => codeKey(code)),
    ],
  );
}
