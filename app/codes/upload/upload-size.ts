/** Five million codes with dates and messages fit into this. The browser asks before it sends. */
export const mostUploadBytes = 256 * 2 ** 20;

/** Every part of a stored file but the last has this size (bytes). */
export const uploadPartBytes = 2 ** 20;
