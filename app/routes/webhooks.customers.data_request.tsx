import { z } from "zod";
import { customerSchema, platformId } from "../http/customer-payload";
import { webhook } from "../http/webhook.server";
import { requestCustomerExport } from "../privacy/request-customer-export.server";

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
