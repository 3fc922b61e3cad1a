/** Missing codes that are counted one by one; beyond, that there are many is what matters. */
export const mostCounted = 10_001;
