import { orderWebhook } from "../webhooks/order-webhook.server";

/** `orders/paid`: an order was paid. What kind of change it was makes no difference. */
export const action = orderWebhook("orders/paid");
