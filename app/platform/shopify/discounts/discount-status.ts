/** Maps Shopify's discount status to ours. */
export const discountStatus = {
  ACTIVE: "active",
  SCHEDULED: "scheduled",
  EXPIRED: "expired",
} as const;
