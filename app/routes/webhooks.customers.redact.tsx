import { z } from "zod";
import { customerSchema } from "../http/customer-payload";
import { webhook } from "../http/webhook.server";
import { requestCustomerErasure } from "../privacy/request-customer-erasure.server";

/** `customers/redact`: what is stored about a customer is to be erased. */
export const action = webhook(
  "customers/redact",
  z.looseObject({ customer: customerSchema }),
  (tx, { services, shop, payload }) => requestCustomerErasure(services, tx, shop, payload.customer),
);
