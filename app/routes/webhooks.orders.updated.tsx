import { orderWebhook } from "../webhooks/order-webhook.server";

/** `orders/updated`: anything about an order changed. What kind of change it was makes no difference. */
export const action = orderWebhook("orders/updated");
