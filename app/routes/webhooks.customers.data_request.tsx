import { z } from "zod";
import { requestCustomerExport } from "../features/privacy/request-customer-export.server";
import { customerSchema, platformId } from "../webhooks/customer-payload";
import { webhook } from "../webhooks/webhook.server";

/** `customers/data_request`: a customer wants to know what is stored about them. */
export const action = webhook(
  "customers/data_request",
  z.looseObject({ customer: customerSchema, data_request: z.looseObject({ id: platformId }) }),
  (tx, { services, shop, payload }) =>
    requestCustomerExport(services, tx, shop, {
      customer: payload.customer,
      requestId: payload.data_request.id,
    }),
);
