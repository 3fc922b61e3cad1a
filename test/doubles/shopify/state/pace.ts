/** How long Shopify's background work takes, in milliseconds. */
export interface Pace {
  /** Before the first code of a creation is there. */
  creationMs: number;
  /** For each code of it. */
  codeMs: number;
  /** Before a job is done. */
  jobMs: number;
  /** Before a use of a code shows in `asyncUsageCount`. */
  usageMs: number;
  /** Before something new is found by a search; its own id finds it right away. */
  searchMs: number;
}

export const REAL_PACE: Readonly<Pace> = {
  creationMs: 200,
  codeMs: 1,
  jobMs: 200,
  usageMs: 3000,
  searchMs: 0,
};
