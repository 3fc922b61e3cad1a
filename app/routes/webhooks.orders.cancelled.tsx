import { orderWebhook } from "../webhooks/order-webhook.server";

/** `orders/cancelled`: an order was cancelled. What kind of change it was makes no difference. */
export const action = orderWebhook("orders/cancelled");
