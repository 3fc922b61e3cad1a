import { mergedCustomersSchema } from "../http/customer-payload";
import { webhook } from "../http/webhook.server";
import { mergeCustomers } from "../recipients/merge-customers.server";

/** `customers/merge`: two customers became one. Shopify also sends it when a merge failed. */
export const action = webhook(
  "customers/merge",
  mergedCustomersSchema,
  async (tx, { services, shop, payload }) => {
    if (payload.status !== "completed") return;
    await mergeCustomers(services, tx, shop, {
      kept: payload.admin_graphql_api_customer_kept_id,
      deleted: payload.admin_graphql_api_customer_deleted_id,
    });
  },
);
