import type { Actor, ShopContext } from "../../../core/ids";
import { type Result, success } from "../../../core/result";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";

/**
 * Marks codes as sent, up to and including an assignment, so codes that were added after the merchant
 * opened the page stay listed. Resolves how many changed. Safe to repeat.
 */
export async function markSent(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { throughId, actor }: { throughId: number; actor: Actor },
): Promise<Result<{ count: number }, never>> {
  return database.transaction(async (tx) => {
    const sent = await tx.query(
      `UPDATE assignment SET unsent_since = NULL
        WHERE shop_id = $1 AND id <= $2 AND unsent_since IS NOT NULL RETURNING 1`,
      [shop.id, throughId],
    );
    const count = sent.length;
    if (count > 0) {
      const entry = { action: "codes.marked-sent", detail: { count } };
      await recordAudit(tx, shop, actor, clock.now(), entry);
    }
    return success({ count });
  });
}
