/** Shopify's words for the state of a discount, as ours. */
export const discountStatus = {
  ACTIVE: "active",
  SCHEDULED: "scheduled",
  EXPIRED: "expired",
} as const;
