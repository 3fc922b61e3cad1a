/** Missing codes are counted up to here. Beyond it, the exact number doesn't matter. */
export const maxCounted = 10_001;
