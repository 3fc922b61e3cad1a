/** Distinct campaign names that API clients can use, per shop. */
export const mostCampaignNames = 1000;
