import { customerFields } from "../customers/customer-fields";
import { segmentFields } from "../customers/segment-fields";
import { discountFields } from "../discounts/discount-fields";
import { discountMutations } from "../discounts/discount-mutations";
import { functionFields } from "../extensions/function-fields";
import { jobFields } from "../jobs/job-fields";
import { metafieldMutations } from "../metafields/metafield-mutations";
import { draftFields, draftMutations } from "../orders/drafts/draft-fields";
import { orderFields } from "../orders/graphql/order-fields";
import { orderMutations } from "../orders/graphql/order-mutations";
import { collectionFields } from "../products/collection-fields";
import { productFields } from "../products/product-fields";
import { installationFields } from "../shops/installation-fields";
import { shopFields } from "../shops/shop-fields";
import { webhookFields } from "../webhooks/webhook-fields";
import type { RootField } from "./context";
import { nodeFields } from "./node-fields";

/** The root fields of queries. Each feature adds its fields here. */
export const queryFields: Readonly<Record<string, RootField>> = {
  ...shopFields,
  ...installationFields,
  ...customerFields,
  ...segmentFields,
  ...productFields,
  ...collectionFields,
  ...discountFields,
  ...functionFields,
  ...jobFields,
  ...orderFields,
  ...draftFields,
  ...webhookFields,
  ...nodeFields,
};

export const mutationFields: Readonly<Record<string, RootField>> = {
  ...discountMutations,
  ...metafieldMutations,
  ...orderMutations,
  ...draftMutations,
};
