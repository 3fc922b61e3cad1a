import { z } from "zod";
import { requestCustomerErasure } from "../features/privacy/request-customer-erasure.server";
import { orderGid } from "../platform/shopify/orders/order-gid";
import { customerSchema, platformId } from "../webhooks/customer-payload";
import { webhook } from "../webhooks/webhook.server";

/** `customers/redact`: what is stored about a customer is to be erased. */
export const action = webhook(
  "customers/redact",
  z.looseObject({ customer: customerSchema, orders_to_redact: z.array(platformId).nullish() }),
  (tx, { services, shop, payload }) =>
    requestCustomerErasure(services, tx, shop, {
      customer: payload.customer,
      orders: (payload.orders_to_redact ?? []).map(orderGid),
    }),
);
