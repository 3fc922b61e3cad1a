import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["shop_order", "redemption", "replacement", "order_day", "order_watermark"],
  readable: ["shop_order", "redemption", "replacement", "order_day"],
};
