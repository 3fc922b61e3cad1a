/** Five million codes with dates and messages fit into this. The browser asks before it sends. */
export const mostUploadBytes = 256 * 2 ** 20;

/**
 * Files of one store that wait for their import or campaign take no more room than this together. They
 * are dropped after a day, and none is dropped sooner to make room for another.
 */
export const mostWaitingBytes = 8 * mostUploadBytes;

/** Every part of a stored file but the last has this size (bytes). */
export const uploadPartBytes = 2 ** 20;
