/** Longer work counts as several requests of the key's limit. */
export const millisecondsPerRequest = 25;

/** Extra requests to charge for work of this duration, beyond the one already counted. */
export function extraRequests(milliseconds: number): number {
  return Math.floor(milliseconds / millisecondsPerRequest);
}
