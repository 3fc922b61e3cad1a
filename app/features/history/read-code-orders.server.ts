import type { Services } from "../../services.server";
import type { CodeOrder } from "./code-timeline";

/** Maximum number of orders listed for a code: a shared one may have thousands. */
const maxOrders = 100;

/** Orders that used a code, oldest first; only the newest of a long list. */
export async function readCodeOrders(
  { database }: Pick<Services, "database">,
  shopId: number,
  codeId: number,
): Promise<CodeOrder[]> {
  const rows = await database.query<CodeOrder>(
    `SELECT used.id, used.name, used.ordered_at AS "orderedAt", used.updated_at AS "changedAt",
            trim_scale(redemption.amount)::text AS amount,
            used.currency, used.test, redemption.buyer, used.cancelled_at AS "cancelledAt",
            used.fully_refunded AS "fullyRefunded", redemption.removed, redemption.reversal
       FROM readable.redemption
       JOIN readable.shop_order AS used ON used.shop_id = redemption.shop_id AND used.id = redemption.order_id
      WHERE redemption.shop_id = $1 AND redemption.code_id = $2
      ORDER BY used.ordered_at DESC, used.id DESC LIMIT $3`,
    [shopId, codeId, maxOrders],
  );
  return rows.reverse();
}
