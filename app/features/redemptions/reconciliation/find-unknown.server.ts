import { normaliseDecimal } from "../../../core/decimal";
import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";
import type { OrderPage } from "../../../platform/platform-order";
import { codeKey } from "../../codes/code-text";
import { orderColumns } from "../orders/order-rows";
import type { OrderState } from "../orders/order-state";

type Glance = OrderPage["orders"][number];

/**
 * The ids of those orders that carry our codes, or carried them, and are not as we know them: two
 * look-ups for a whole page.
 */
export async function findUnknown(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  glances: readonly Glance[],
): Promise<string[]> {
  const keys = glances.flatMap(({ codes }) => codes.map(codeKey));
  const ours = await sql.query<{ key: string }>(
    "SELECT code_key AS key FROM code WHERE shop_id = $1 AND code_key = ANY($2::text[])",
    [shop.id, keys],
  );
  const known = await sql.query<OrderState>(
    `SELECT ${orderColumns} FROM shop_order WHERE shop_id = $1 AND id = ANY($2::text[])`,
    [shop.id, glances.map(({ id }) => id)],
  );
  const ourKeys = new Set(ours.map(({ key }) => key));
  const byId = new Map(known.map((order) => [order.id, order]));
  return glances
    .filter((glance) => {
      const order = byId.get(glance.id);
      if (!order) return glance.codes.some((code) => ourKeys.has(codeKey(code)));
      return glance.updatedAt > order.updatedAt || differs(order, glance);
    })
    .map(({ id }) => id);
}

/** Of one moment, and not the same: one of two changes in one second was not told. */
function differs(order: OrderState, glance: Glance): boolean {
  if (glance.updatedAt < order.updatedAt) return false;
  const codes = (all: string[]) => JSON.stringify(all.sort());
  return (
    order.cancelledAt?.getTime() !== glance.cancelledAt?.getTime() ||
    (glance.fullyRefunded !== null && order.fullyRefunded !== glance.fullyRefunded) ||
    normaliseDecimal(order.total) !== normaliseDecimal(glance.total) ||
    normaliseDecimal(order.refunded) !== normaliseDecimal(glance.refunded) ||
    codes(order.codes.map(({ key }) => key)) !== codes(glance.codes.map(codeKey))
  );
}
