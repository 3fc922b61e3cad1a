/** Missing codes are counted up to here. Beyond it, the exact number doesn't matter. */
export const mostCounted = 10_001;
