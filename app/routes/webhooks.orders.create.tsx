import { orderWebhook } from "../webhooks/order-webhook.server";

/** `orders/create`: an order was placed. What kind of change it was makes no difference. */
export const action = orderWebhook("orders/create");
