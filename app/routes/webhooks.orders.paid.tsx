import { gatheredWebhook } from "../http/webhook.server";
import { orderPayload } from "../platform/shopify/orders/order-payload";
import { noteOrders } from "../redemptions/orders/note-orders.server";

/** `orders/paid`: an order was paid. What kind of change it was makes no difference. */
export const action = gatheredWebhook(
  "orders/paid",
  orderPayload,
  (tx, { services, shop, payload: orders }) =>
    noteOrders(services, tx, shop, { orders, from: "event" }),
);
