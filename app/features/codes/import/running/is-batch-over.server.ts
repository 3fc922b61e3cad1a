import type { ShopContext } from "../../../../core/ids";
import { isOver } from "../../../../core/standstill";
import type { Services } from "../../../../services.server";

/** Whether the work on a batch, which failed with `error`, ends now instead of being retried. */
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
