import type { FeatureTables } from "../../core/feature-tables";

const erasing =
  "What is erased or kept no longer belongs to many features; one place knows all of it.";

export const tables: FeatureTables = {
  owns: [],
  alsoWrites: {
    batch: erasing,
    campaign: erasing,
    campaign_recipient: erasing,
    recipient: erasing,
    session: erasing,
    shop: erasing,
    shop_order: erasing,
    file_upload: erasing,
    webhook_receipt: erasing,
  },
};
