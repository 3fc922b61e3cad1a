import type { ShopContext } from "../../../core/ids";
import { isOver } from "../../../core/standstill";
import type { Sql } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";
import type { Services } from "../../../services.server";

export async function enqueueImport(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  batchId: number,
): Promise<void> {
  const key = `import-codes:${shop.id}:${batchId}`;
  await enqueue(sql, "import-codes", { shopId: shop.id, batchId }, { key });
}

export async function enqueueUndo(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  { batchId, keepAssigned }: { batchId: number; keepAssigned: boolean },
): Promise<void> {
  const key = `undo-import:${shop.id}:${batchId}`;
  await enqueue(sql, "undo-import", { shopId: shop.id, batchId, keepAssigned }, { key });
}

/** Whether to fail a batch because of `error` instead of retrying. */
export async function isBatchOver(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  batchId: number,
  error: unknown,
): Promise<boolean> {
  const [batch] = await database.query<{ lastProgressAt: Date | null }>(
    'SELECT last_progress_at AS "lastProgressAt" FROM batch WHERE shop_id = $1 AND id = $2',
    [shop.id, batchId],
  );
  return isOver(error, batch?.lastProgressAt ?? null, clock.now());
}
