import { gatheredWebhook } from "../http/webhook.server";
import { orderPayload } from "../platform/shopify/orders/order-payload";
import { noteOrders } from "../redemptions/orders/note-orders.server";

/** `orders/cancelled`: an order was cancelled. What kind of change it was makes no difference. */
export const action = gatheredWebhook(
  "orders/cancelled",
  orderPayload,
  (tx, { services, shop, payload: orders }) =>
    noteOrders(services, tx, shop, { orders, from: "event" }),
);
