import type { ShopContext } from "../../../../core/ids";
import { isOver } from "../../../../core/standstill";
import type { Services } from "../../../../services.server";

/** Whether to fail a batch because of `error` instead of retrying. */
export async function isBatchOver(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  batchId: number,
  error: unknown,
): Promise<boolean> {
  const [batch] = await database.query<{ movedAt: Date | null }>(
    'SELECT moved_at AS "movedAt" FROM batch WHERE shop_id = $1 AND id = $2',
    [shop.id, batchId],
  );
  return isOver(error, batch?.movedAt ?? null, clock.now());
}
