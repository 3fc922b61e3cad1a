import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { requestGuardWrite } from "../../pools/request-guard-write.server";

/** Has the guard's discount read again after a webhook about it. Other discounts have no effect. */
export async function noticeGuardChange(
  { clock }: Pick<Services, "clock">,
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  { platformId }: { platformId: string },
): Promise<void> {
  const ours = await tx.query(
    "UPDATE guard SET noticed_at = $3 WHERE shop_id = $1 AND platform_id = $2 RETURNING 1",
    [shop.id, platformId, clock.now()],
  );
  if (ours.length > 0) await requestGuardWrite(tx, shop.id);
}
