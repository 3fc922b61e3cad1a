import { createdCustomerSchema } from "../http/customer-payload";
import { webhook } from "../http/webhook.server";
import { requestCustomerLink } from "../recipients/request-customer-link.server";

/** `customers/create`: an address that we may know is now a customer, too. */
export const action = webhook(
  "customers/create",
  createdCustomerSchema,
  (tx, { services, shop, payload }) =>
    requestCustomerLink(services, tx, shop, {
      id: payload.admin_graphql_api_id,
      email: payload.email,
      verified: payload.verified_email === true,
    }),
);
