/** Room for five million codes with dates and messages. The browser checks it before uploading. */
export const maxUploadBytes = 256 * 2 ** 20;

/**
 * Limit for all of a store's files that wait for an import or a campaign. They are deleted after a
 * day, and never sooner to make room for another.
 */
export const maxWaitingBytes = 8 * maxUploadBytes;

/** Size of every part of a stored file except the last (bytes). */
export const uploadPartBytes = 2 ** 20;
