/** Work that takes longer than a request usually does counts as several requests of the key's limit. */
export const millisecondsPerRequest = 25;

/** How many requests beyond the one that was counted a request is worth that took so long. */
export function extraRequests(milliseconds: number): number {
  return Math.floor(milliseconds / millisecondsPerRequest);
}
