import { forgetDiscount } from "../features/discounts/copies/forget-discount.server";
import { discountSchema } from "../webhooks/discount-payload";
import { webhook } from "../webhooks/webhook.server";

/** `discounts/delete`: a discount is gone for good. Its id never comes back. */
export const action = webhook("discounts/delete", discountSchema, (tx, { shop, payload, at }) =>
  forgetDiscount(tx, shop, { platformId: payload.admin_graphql_api_id, at }),
);
