import type { Shop } from "../../shops/shop";
import type { LineChange, Order } from "../order";
import { zonedTime } from "../zoned-time";

/** The payload of `orders/edited`: the changed lines, but no codes. */
export function editPayload(
  shop: Shop,
  order: Order,
  editId: string,
  changes: readonly LineChange[],
  note: string,
): Record<string, unknown> {
  const at = zonedTime(shop, order.updatedAt);
  const lines = (isIncluded: (delta: number) => boolean) =>
    changes
      .filter(({ delta }) => isIncluded(delta))
      .map(({ lineId, delta }) => ({ id: BigInt(lineId), delta: Math.abs(delta) }));
  return {
    order_edit: {
      id: BigInt(editId),
      app_id: null,
      created_at: at,
      committed_at: at,
      notify_customer: false,
      order_id: BigInt(order.id),
      staff_note: note,
      user_id: BigInt(shop.owner.id),
      line_items: {
        additions: lines((delta) => delta > 0),
        removals: lines((delta) => delta < 0),
      },
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: { additions: [], removals: [] },
    },
  };
}
