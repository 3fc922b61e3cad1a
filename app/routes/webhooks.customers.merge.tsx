import { mergeCustomers } from "../features/recipients/merge-customers.server";
import { mergedCustomersSchema } from "../webhooks/customer-payload";
import { webhook } from "../webhooks/webhook.server";

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
