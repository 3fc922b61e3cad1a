/** Distinct campaign names that API clients can use, per shop. */
export const maxCampaignNames = 1000;
