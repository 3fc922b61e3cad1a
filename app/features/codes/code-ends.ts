/** Shorter ends say too little: one code in a thousand ends like two given characters. */
export const shortestEnd = 3;

/**
 * Only pools with up to so many codes are searched by the end of codes, which reads all of their keys
 * from an index (decisions/0038).
 */
export const mostSearchedByEnd = 250_000;
