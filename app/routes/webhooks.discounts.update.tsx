import { requestDiscountRefresh } from "../features/discounts/copies/request-discount-refresh.server";
import { discountSchema } from "../webhooks/discount-payload";
import { webhook } from "../webhooks/webhook.server";

/** `discounts/update`: a discount was changed, or began or ended. A job reads what it is now. */
export const action = webhook("discounts/update", discountSchema, (tx, { shop, payload }) =>
  requestDiscountRefresh(tx, shop, { platformId: payload.admin_graphql_api_id }),
);
