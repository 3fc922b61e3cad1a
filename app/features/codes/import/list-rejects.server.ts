import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import type { RejectReason } from "./batch";

export interface ListedReject {
  /** Line of the file, counted from 1. */
  line: number;
  code: string;
  reason: RejectReason;
  /** Why the row is invalid, or the name of the pool that has the code. */
  detail: string | null;
}

/** A page of the rows of a batch that weren't imported: those after line `after`, in order. */
export async function listRejects(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  { batchId, after, limit }: { batchId: number; after: number; limit: number },
): Promise<{ rejects: ListedReject[]; next: number | null }> {
  const rows = await database.query<ListedReject>(
    `SELECT line, code, reason, detail FROM batch_reject
      WHERE shop_id = $1 AND batch_id = $2 AND line > $3 ORDER BY line LIMIT $4`,
    [shop.id, batchId, after, limit + 1],
  );
  const rejects = rows.slice(0, limit);
  return { rejects, next: rows.length > limit ? (rejects.at(-1)?.line ?? null) : null };
}
