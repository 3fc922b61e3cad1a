import { normaliseDecimal } from "../../../core/decimal";
import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";
import type { OrderPage } from "../../../platform/platform-order";
import { codeKey } from "../../codes/code-text";
import type { OrderState } from "../orders/order-state";
import { orderColumns } from "../orders/order-state";

type OrderSummary = OrderPage["orders"][number];

/**
 * IDs of orders that carry or carried our codes and differ from what is stored. Two lookups per
 * page.
 */
export async function findUnknown(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  summaries: readonly OrderSummary[],
): Promise<string[]> {
  const keys = summaries.flatMap(({ codes }) => codes.map(codeKey));
  const ours = await sql.query<{ key: string }>(
    "SELECT code_key AS key FROM readable.code WHERE shop_id = $1 AND code_key = ANY($2::text[])",
    [shop.id, keys],
  );
  const known = await sql.query<OrderState>(
    `SELECT ${orderColumns} FROM shop_order WHERE shop_id = $1 AND id = ANY($2::text[])`,
    [shop.id, summaries.map(({ id }) => id)],
  );
  const ourKeys = new Set(ours.map(({ key }) => key));
  const byId = new Map(known.map((order) => [order.id, order]));
  return summaries
    .filter((summary) => {
      const order = byId.get(summary.id);
      if (!order) return summary.codes.some((code) => ourKeys.has(codeKey(code)));
      return summary.updatedAt > order.updatedAt || differs(order, summary);
    })
    .map(({ id }) => id);
}

/** Same version, but different: of two changes within a second, one was missed. */
function differs(order: OrderState, summary: OrderSummary): boolean {
  if (summary.updatedAt < order.updatedAt) return false;
  const codes = (all: string[]) => JSON.stringify(all.sort());
  return (
    order.cancelledAt?.getTime() !== summary.cancelledAt?.getTime() ||
    (summary.fullyRefunded !== null && order.fullyRefunded !== summary.fullyRefunded) ||
    normaliseDecimal(order.total) !== normaliseDecimal(summary.total) ||
    normaliseDecimal(order.refunded) !== normaliseDecimal(summary.refunded) ||
    codes(order.codes.map(({ key }) => key)) !== codes(summary.codes.map(codeKey))
  );
}
