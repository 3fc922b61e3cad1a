import type { ShopContext } from "../../../../core/ids";
import type { Sql } from "../../../../database/database.server";
import { enqueue } from "../../../../database/enqueue.server";

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
  { batchId, keepGiven }: { batchId: number; keepGiven: boolean },
): Promise<void> {
  const key = `undo-import:${shop.id}:${batchId}`;
  await enqueue(sql, "undo-import", { shopId: shop.id, batchId, keepGiven }, { key });
}
