import type { ShopContext } from "../../../core/ids";
import {
  type KeysetEnds,
  type KeysetQuery,
  keysetPage,
  keysetScan,
} from "../../../core/keyset-page";
import type { Services } from "../../../services.server";
import type { Batch } from "./batch";
import { batchColumns } from "./find-batch.server";

export interface BatchesPage extends KeysetEnds<string> {
  batches: Batch[];
}

/** A page of a pool's imports, newest first, without drafts. */
export async function listBatches(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  query: KeysetQuery<number> & { poolId: number },
): Promise<BatchesPage> {
  const scan = keysetScan(query, "DESC");
  const rows = await database.query<Batch>(
    `SELECT ${batchColumns} FROM batch
      WHERE shop_id = $1 AND pool_id = $2 AND state <> 'draft'
        AND ($3::int IS NULL OR id ${scan.beyond} $3)
      ORDER BY id ${scan.direction} LIMIT $4`,
    [shop.id, query.poolId, scan.cursor, scan.limit],
  );
  const { rows: batches, ...ends } = keysetPage(query, rows, ({ id }) => String(id));
  return { batches, ...ends };
}
