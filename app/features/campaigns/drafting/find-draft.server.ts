import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";
import type { Draft } from "../campaign";

/** A campaign that wasn't started; undefined if there is none. */
export async function findDraft(
  { database }: { database: Sql },
  shop: Pick<ShopContext, "id">,
  campaignId: number,
): Promise<Draft | undefined> {
  const [draft] = await database.query<Draft>(
    `SELECT pool_id AS "poolId", upload_id AS "uploadId", reading, version FROM campaign
      WHERE shop_id = $1 AND id = $2 AND state IN ('reading', 'draft')`,
    [shop.id, campaignId],
  );
  return draft;
}
