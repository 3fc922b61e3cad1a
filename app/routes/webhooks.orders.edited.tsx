import { z } from "zod";
import { askForOrder } from "../features/redemptions/orders/ask-for-order.server";
import { orderGid } from "../platform/shopify/orders/order-gid";
import { platformId } from "../webhooks/customer-payload";
import { webhook } from "../webhooks/webhook.server";

/** `orders/edited`: lines of an order changed. It tells nothing of codes, so the order is read. */
export const action = webhook(
  "orders/edited",
  z.looseObject({ order_edit: z.looseObject({ order_id: platformId }) }),
  (tx, { shop, payload }) => askForOrder(tx, shop, orderGid(payload.order_edit.order_id)),
);
