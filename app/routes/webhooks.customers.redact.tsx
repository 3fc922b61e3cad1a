import { z } from "zod";
import { customerSchema, platformId } from "../http/customer-payload";
import { webhook } from "../http/webhook.server";
import { orderGid } from "../platform/shopify/orders/order-gid";
import { requestCustomerErasure } from "../privacy/request-customer-erasure.server";

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
