import { requestCustomerLink } from "../features/recipients/request-customer-link.server";
import { createdCustomerSchema } from "../webhooks/customer-payload";
import { webhook } from "../webhooks/webhook.server";

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
