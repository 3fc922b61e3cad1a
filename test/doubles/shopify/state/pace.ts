/** Durations of Shopify's background work, and what it waits for, in milliseconds. */
export interface Pace {
  /** Until the first code of a bulk creation exists. */
  creationMs: number;
  /** For each code of a bulk creation. */
  codeMs: number;
  /** Until a job is done. */
  jobMs: number;
  /** Until a use of a code shows in `asyncUsageCount`. */
  usageMs: number;
  /** Until search finds a new object, which is available by ID immediately. */
  searchMs: number;
  /** Until functions see a change of a metafield, which the API shows immediately. */
  functionMetafieldMs: number;
  /** How long the app may take to answer a request of its proxy. */
  proxyLimitMs: number;
}

export const REAL_PACE: Readonly<Pace> = {
  creationMs: 200,
  codeMs: 1,
  jobMs: 200,
  usageMs: 3000,
  searchMs: 0,
  functionMetafieldMs: 3000,
  proxyLimitMs: 10_000,
};
