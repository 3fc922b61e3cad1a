import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import type { Batch } from "./batch";
import { batchColumns } from "./find-batch.server";

export interface BatchesPage {
  batches: Batch[];
  /** Cursors of the neighbouring pages; null where there is none. */
  before: string | null;
  after: string | null;
}

/** A page of a pool's imports, the newest first; drafts are not imports yet. */
export async function listBatches(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  query: { poolId: number; limit: number; before?: number; after?: number },
): Promise<BatchesPage> {
  const { poolId, limit, before, after } = query;
  const backwards = before !== undefined;
  const rows = await database.query<Batch>(
    `SELECT ${batchColumns} FROM batch
      WHERE shop_id = $1 AND pool_id = $2 AND state <> 'draft'
        AND ($3::int IS NULL OR id ${backwards ? ">" : "<"} $3)
      ORDER BY id ${backwards ? "ASC" : "DESC"} LIMIT $4`,
    [shop.id, poolId, before ?? after ?? null, limit + 1],
  );
  const more = rows.length > limit;
  const batches = rows.slice(0, limit);
  if (backwards) batches.reverse();
  const newest = batches[0];
  const oldest = batches.at(-1);
  return {
    batches,
    before: newest && (backwards ? more : after !== undefined) ? String(newest.id) : null,
    after: oldest && (backwards || more) ? String(oldest.id) : null,
  };
}
