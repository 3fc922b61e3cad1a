/** Shorter ends match too many codes: two given characters match about one code in a thousand. */
export const minEndLength = 3;

/**
 * The largest pool whose codes can be searched by their last characters, which reads every key of the
 * pool from an index (decisions/0038).
 */
export const maxCodesSearchedByEnd = 250_000;
