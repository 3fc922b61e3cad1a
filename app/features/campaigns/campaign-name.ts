/** Campaign names that programs may list assignments under, in one store. */
export const mostCampaignNames = 1000;
